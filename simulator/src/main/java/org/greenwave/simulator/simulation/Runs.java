package org.greenwave.simulator.simulation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.greenwave.simulator.simulation.Run.Plan;
import org.greenwave.simulator.simulation.Run.Result;

/**
 * Many seeds, on all cores: a run is a world of its own, with one thread. They end with the first
 * seed that falls short; all seeds below it have held.
 *
 * @param broken the lowest seed's run in which a law did not hold
 */
record Runs(Tally tally, Optional<Result> broken) {
  static Runs of(long firstSeed, long runs, Plan plan) {
    AtomicLong next = new AtomicLong(firstSeed);
    AtomicReference<Result> lowest = new AtomicReference<>();
    Tally tally = new Tally();
    int cores = Runtime.getRuntime().availableProcessors();
    IntStream.range(0, cores)
        .parallel()
        .forEach(_ -> {
          Tally mine = new Tally();
          long seed = next.getAndIncrement();
          while (seed < firstSeed + runs && lowest.get() == null) {
            Result result = Run.of(seed, plan);
            mine.add(result.tally());
            if (result.broken().isPresent()) {
              lowest.accumulateAndGet(result, Runs::lower);
            }
            seed = next.getAndIncrement();
          }
          synchronized (tally) {
            tally.join(mine);
          }
        });
    return new Runs(tally, Optional.ofNullable(lowest.get()));
  }

  private static Result lower(Result one, Result other) {
    return one == null || other.seed() < one.seed() ? other : one;
  }
}
