package org.greenwave.sensors.ntcip1209;

/**
 * By how much the ends that a zone's periods are given have come away from the clock that all hosts
 * share. Crystals are off by seconds a day, a unit may have paused, and the clock may have been
 * wrong when the epoch began.
 *
 * <p>The newest entry of a unit that keeps time ended less than a period ago, however late it is
 * asked; and an epoch begins up to one period away from the truth, as nobody knows when the unit's
 * periods end. So an end may be ahead of the clock by one period. Behind it by two, and a zone
 * would be shown as stale between two samples. The bound lies between the two.
 */
final class Drift {
  /**
   * Times in a row that ends must be found off before they are corrected: a clock that is wrong for
   * some minutes, as at a promotion, or a unit that shows some periods late, corrects itself.
   */
  static final int PATIENCE = 10;

  private static final double MOST_PERIODS = 1.5;

  /** With short periods, a clock that jumps by seconds would be off by many of them. */
  private static final long LEAST_MILLIS = 10_000;

  private Drift() {}

  /** By how many whole periods an end is too early, or too late (less than 0); 0 if it is right. */
  static long periods(long endMillis, Moment read, long periodMillis) {
    long behind = read.askedMillis() - endMillis;
    if (behind > most(periodMillis)) {
      return behind / periodMillis;
    }
    return isAhead(endMillis, read, periodMillis)
        ? (read.judgedMillis() - endMillis) / periodMillis
        : 0;
  }

  /** Whether an end lies further ahead of the clock than a unit that keeps time could bring it. */
  static boolean isAhead(long endMillis, Moment read, long periodMillis) {
    return endMillis - read.judgedMillis() > most(periodMillis);
  }

  private static long most(long periodMillis) {
    return Math.max(LEAST_MILLIS, (long) (MOST_PERIODS * periodMillis));
  }
}
