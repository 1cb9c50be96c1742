package org.greenwave.server.log;

import java.util.function.LongSupplier;

/**
 * How much longer any lease may run, learned from the barriers in the log: each tells how long the
 * longest lease may still run, and the latest tells it best. A process that has read none since it
 * started assumes the longest lease that there can be.
 */
public final class LeaseBound {
  private final LongSupplier nowMillis;
  private volatile long untilMillis;

  /**
   * Knows nothing yet.
   *
   * @param longestMillis the longest that a lease can be, margin included
   * @param nowMillis a monotonic clock in milliseconds
   */
  public LeaseBound(long longestMillis, LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
    committed(longestMillis);
  }

  /** A barrier has been applied here, later than it was committed. */
  void committed(long leaseMillis) {
    // The leader's clock and this one may drift apart by 1 %.
    untilMillis = nowMillis.getAsLong() + leaseMillis + leaseMillis / 100;
  }

  long remainingMillis() {
    return Math.max(0, untilMillis - nowMillis.getAsLong());
  }
}
