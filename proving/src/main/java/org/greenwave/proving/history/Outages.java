package org.greenwave.proving.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.judge.Served;

/**
 * The times in which nobody could be sure to host the role: from a fault until the system was whole
 * again. What a unit held in no other time could not be fetched; it is no loss if it is recorded as
 * a gap, and no failing if it was fetched all the same.
 */
public final class Outages {
  private static final int PERIODS_HELD = 4;
  private static final long TO_ASK_MILLIS = 5_000;

  private final long periodMillis;
  private final List<Outage> outages = new ArrayList<>();

  public Outages(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  private record Outage(long fromMillis, long toMillis) {
    /** How much of a stretch is left before it, or after it. */
    long leftOf(long fromMillis, long toMillis) {
      boolean apart = this.toMillis <= fromMillis || this.fromMillis >= toMillis;
      return apart
          ? toMillis - fromMillis
          : Math.max(this.fromMillis - fromMillis, toMillis - this.toMillis);
    }
  }

  public void add(Instant from, Instant to) {
    outages.add(new Outage(from.toEpochMilli(), to.toEpochMilli()));
  }

  /** What the field measured, with what could not be fetched marked so. */
  public Served seen(Served one) {
    long from = one.endMillis();
    long to = from + PERIODS_HELD * periodMillis;
    long enough = periodMillis + TO_ASK_MILLIS;
    boolean fetchable = outages.stream().allMatch(it -> it.leftOf(from, to) >= enough);
    return fetchable ? one : one.notAlways();
  }
}
