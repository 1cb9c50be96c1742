package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.Run.Result;

/**
 * {@code simulate [--runs N] [--seed S] [--short]}: chance against the laws, many seeds in a row.
 */
public final class Simulate {
  private static final int RUNS = 2_000;
  private static final int RUNS_SHORT = 200;

  private final Consumer<String> out;

  private Simulate(Consumer<String> out) {
    this.out = out;
  }

  /** Prints what was measured and ends with {@code held} or what fell short; 0, 1, or 2 for use. */
  public static int run(List<String> args) {
    return run(args, System.out::println);
  }

  static int run(List<String> args, Consumer<String> out) {
    long runs = RUNS;
    long seed = 1;
    try {
      for (int next = 0; next < args.size(); next++) {
        switch (args.get(next)) {
          case "--runs" -> runs = Long.parseLong(args.get(++next));
          case "--seed" -> seed = Long.parseLong(args.get(++next));
          case "--short" -> runs = RUNS_SHORT;
          default -> throw new IllegalArgumentException(args.get(next));
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      out.accept(
          "use: simulate [--runs N] [--seed S] [--short]; not understood: " + e.getMessage());
      return 2;
    }
    return new Simulate(out).runs(runs, seed);
  }

  private int runs(long runs, long firstSeed) {
    long began = System.nanoTime();
    long events = 0;
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = firstSeed; seed < firstSeed + runs; seed++) {
      Result result = Run.of(seed, Set.of(), Set.of());
      events += result.events();
      result.kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
      if (result.broken().isPresent()) {
        result.trace().forEach(out);
        out.accept("seed " + seed + " fell short: " + result.broken().get());
        out.accept("repeat it: simulate --runs 1 --seed " + seed);
        return 1;
      }
    }
    kinds.forEach((kind, count) -> out.accept("%10d  %s".formatted(count, kind)));
    double seconds = (System.nanoTime() - began) / 1e9;
    out.accept(
        "%d runs from seed %d, %d events, laws checked after each, %.1f s"
            .formatted(runs, firstSeed, events, seconds));
    out.accept("held");
    return 0;
  }
}
