package org.greenwave.app.judge;

import java.util.List;

/**
 * All that a judgement is made from.
 *
 * @param served the field's journal
 * @param stored the database's samples of the field
 * @param gaps the database's gaps
 * @param window which periods count
 */
public record Evidence(
    List<Served> served, List<Stored> stored, List<RecordedGap> gaps, Window window) {
  /**
   * The periods that count: those that ended after the first sample of the zone (or, if that is
   * later, after the role had surely begun) and not after the horizon.
   *
   * @param begunMillis when the role had surely begun to store
   * @param horizonMillis what ended later may still be on its way
   * @param periodMillis the length of a period
   */
  public record Window(long begunMillis, long horizonMillis, long periodMillis) {}

  public Evidence {
    served = List.copyOf(served);
    stored = List.copyOf(stored);
    gaps = List.copyOf(gaps);
  }
}
