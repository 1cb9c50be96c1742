package org.greenwave.simulator.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.Run.Result;
import org.greenwave.simulator.simulation.world.Bug;

/**
 * {@code simulate [--runs N] [--seed S] [--short] [--bug NAME] [--faults KIND,KIND]}: chance
 * against the laws, many seeds in a row, on all cores. With a planted bug it is to fall short.
 */
public final class Simulate {
  private static final int RUNS = 5_000;
  private static final int RUNS_SHORT = 400;

  private final Consumer<String> out;
  private final Set<Bug> bugs = EnumSet.noneOf(Bug.class);
  private Set<String> kinds = Set.of();
  private long runs = RUNS;
  private long firstSeed = 1;

  private Simulate(Consumer<String> out) {
    this.out = out;
  }

  /** Prints what was measured and ends with {@code held} or what fell short; 0, 1, or 2 for use. */
  public static int run(List<String> args) {
    return run(args, System.out::println);
  }

  static int run(List<String> args, Consumer<String> out) {
    Simulate simulate = new Simulate(out);
    try {
      simulate.read(args);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      out.accept(
          "use: simulate [--runs N] [--seed S] [--short] [--bug NAME] [--faults KIND,KIND];"
              + " not understood: "
              + e.getMessage());
      return 2;
    }
    return simulate.run();
  }

  private void read(List<String> args) {
    for (int next = 0; next < args.size(); next++) {
      switch (args.get(next)) {
        case "--runs" -> runs = Long.parseLong(args.get(++next));
        case "--seed" -> firstSeed = Long.parseLong(args.get(++next));
        case "--short" -> runs = RUNS_SHORT;
        case "--bug" -> bugs.add(bug(args.get(++next)));
        case "--faults" -> kinds = kinds(args.get(++next));
        default -> throw new IllegalArgumentException(args.get(next));
      }
    }
  }

  private static Set<String> kinds(String words) {
    Set<String> wanted = Set.of(words.split(","));
    if (!Faults.known().containsAll(wanted)) {
      throw new IllegalArgumentException(
          "%s; there are %s".formatted(words, String.join(", ", Faults.known())));
    }
    return wanted;
  }

  private static Bug bug(String name) {
    return Bug.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private int run() {
    long began = System.nanoTime();
    Run.Plan plan = new Run.Plan(bugs, kinds, false);
    Runs all = Runs.of(firstSeed, runs, plan);
    double seconds = (System.nanoTime() - began) / 1e9;
    all.tally().print(out);
    out.accept(
        String.format(
            Locale.ROOT,
            "%d runs from seed %d, laws checked after each event, %.1f s, %.0f events/s",
            all.tally().runs(),
            firstSeed,
            seconds,
            all.tally().events() / seconds));
    out.accept(Reach.judged(all.tally()));
    Optional<Result> broken = all.broken();
    broken.ifPresent(this::tell);
    List<String> missing =
        broken.isPresent() || narrowed() ? List.of() : Reach.missing(all.tally());
    missing.forEach(what -> out.accept("fell short: " + what));
    boolean held = broken.isEmpty() && missing.isEmpty();
    if (held) {
      out.accept("held");
    }
    return held ? 0 : 1;
  }

  /** Whether the runs are of a kind that need not reach everything. */
  private boolean narrowed() {
    return !bugs.isEmpty() || !kinds.isEmpty();
  }

  /** The seed is run again to write down what was not written while it was only one of many. */
  private void tell(Result broken) {
    Run.Plan plan = new Run.Plan(bugs, kinds, true);
    Run.of(broken.seed(), plan).trace().forEach(out);
    out.accept("seed " + broken.seed() + " fell short: " + broken.broken().orElseThrow());
    out.accept("repeat it: simulate --runs 1 --seed " + broken.seed());
  }
}
