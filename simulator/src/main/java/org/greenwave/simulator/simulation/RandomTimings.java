package org.greenwave.simulator.simulation;

import java.util.SplittableRandom;
import org.greenwave.directory.Timings;

/** Timings by chance, as people may set them: safe, and short enough for a run to show them. */
final class RandomTimings {
  private static final int MOST_LEASE_MILLIS = 1_500;

  private RandomTimings() {}

  static Timings of(SplittableRandom random) {
    long beat = random.nextLong(40, 301);
    long lease = random.nextLong(Math.max(150, 4 * beat), MOST_LEASE_MILLIS + 1);
    return new Timings(
        beat,
        lease,
        random.nextLong(lease, 6_001),
        random.nextLong(0, 6_001),
        random.nextLong(0, 10_001),
        random.nextLong(500, 5_001),
        random.nextLong(1_000, 5_001),
        random.nextLong(2, 9),
        random.nextLong(10_000, 120_001));
  }
}
