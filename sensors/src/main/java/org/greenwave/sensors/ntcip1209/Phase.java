package org.greenwave.sensors.ntcip1209;

/**
 * When to ask a device next, so that a period is fetched soon after its end although nobody knows
 * when the device's periods end. A search by halves: a poll that finds a new period was late by at
 * most {@code widthMillis}, so the next comes half of that earlier; a poll that finds none was
 * early. At its floor the search goes on in small steps, which follows a device whose clock drifts.
 *
 * @param nextMillis when to ask, on a steady clock
 * @param widthMillis how much too late the last successful poll may have been
 * @param periodMillis the device's period
 * @param early polls in a row that found nothing new
 * @param silent polls in a row that were not answered
 */
public record Phase(long nextMillis, long widthMillis, long periodMillis, int early, int silent) {
  private static final int DRIFT_STEPS = 16;
  private static final long LONGEST_SILENCE_MILLIS = 30_000;
  private static final long SHORTEST_SILENCE_MILLIS = 250;
  private static final int SOON_REPETITIONS = 4;

  /** The phase of a device that was never asked: now, and everything about its period unknown. */
  public static Phase start(long nowMillis, long periodMillis) {
    return new Phase(nowMillis, periodMillis, periodMillis, 0, 0);
  }

  /** After a poll, sent at a time, that found a new period. */
  public Phase found(long sentMillis) {
    boolean narrow = widthMillis <= floor();
    long earlier = narrow ? Math.max(1, floor() / DRIFT_STEPS) : widthMillis / 2;
    long width = Math.max(floor(), widthMillis / 2);
    return new Phase(sentMillis + periodMillis - earlier, width, periodMillis, 0, 0);
  }

  /** After a poll that found nothing new; a device that stands still is asked ever less often. */
  public Phase early(long sentMillis) {
    long wait = Math.min(periodMillis, Math.max(floor(), widthMillis) << Math.min(early, 16));
    return new Phase(sentMillis + wait, widthMillis, periodMillis, early + 1, 0);
  }

  /**
   * After a poll that was not answered. The first repetitions come soon, since a device holds only
   * a few periods; one that stays away is not hammered.
   */
  public Phase silent(long nowMillis) {
    long soon = Math.clamp(periodMillis / 2, SHORTEST_SILENCE_MILLIS, LONGEST_SILENCE_MILLIS);
    long wait = soon << Math.clamp(silent - SOON_REPETITIONS, 0, 8);
    long bounded = Math.min(LONGEST_SILENCE_MILLIS, wait);
    return new Phase(nowMillis + bounded, periodMillis, periodMillis, 0, silent + 1);
  }

  private long floor() {
    return Math.clamp(periodMillis / 64, 10, 100);
  }
}
