package org.greenwave.simulator.field.device;

import org.greenwave.simulator.field.traffic.Chance;

/**
 * When a unit's periods end, and how it numbers them after its first start.
 *
 * @param periodMillis the length of a period
 * @param phaseMillis how long after a multiple of the period they end
 * @param firstSequence the number of the first period
 */
public record Timing(long periodMillis, long phaseMillis, int firstSequence) {
  private static final int NUMBERS = 1 << 16;
  private static final int SOON = 30;
  private static final int ONE_IN = 8;

  /**
   * The timing of one unit of several: period ends are spread evenly, and every eighth unit's
   * numbers run over within the first thirty periods, so that short trials see that too.
   */
  public static Timing of(long seed, int unit, int units, long periodMillis) {
    Chance chance = Chance.of(seed, unit, 33);
    int any = chance.below(NUMBERS);
    int first = unit % ONE_IN == 0 ? NUMBERS - SOON + any % SOON : any;
    return new Timing(periodMillis, periodMillis * (unit - 1) / units, first);
  }

  /** The first period boundary at or after a time. */
  long boundaryFrom(long millis) {
    return Math.ceilDiv(millis - phaseMillis, periodMillis) * periodMillis + phaseMillis;
  }

  static int after(int sequence) {
    return (sequence + 1) % NUMBERS;
  }
}
