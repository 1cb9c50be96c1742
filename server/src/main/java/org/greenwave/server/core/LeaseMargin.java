package org.greenwave.server.core;

/**
 * How close this server came to losing its lease: the least share of it that was left when it was
 * renewed, over the last one to two minutes. A machine that is too busy shows here before it loses
 * its roles. Written by one thread, read by any.
 */
final class LeaseMargin {
  private static final long WINDOW_MILLIS = 60_000;
  private static final int ALL = 100;

  private long windowEndsMillis = Long.MIN_VALUE;
  private volatile int before = ALL;
  private volatile int now = ALL;

  /**
   * A lease was renewed.
   *
   * @param leftMillis of the lease that it had
   * @param leaseMillis how long that one was: the new one may be longer or shorter
   */
  void renewed(long nowMillis, long leftMillis, long leaseMillis) {
    if (nowMillis >= windowEndsMillis) {
      before = now;
      now = ALL;
      windowEndsMillis = nowMillis + WINDOW_MILLIS;
    }
    now = (int) Math.min(now, leftMillis * ALL / leaseMillis);
  }

  /** The least share, in percent; 0 when a lease had run out. */
  int leastPercent() {
    return Math.min(before, now);
  }
}
