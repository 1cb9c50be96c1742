package org.greenwave.app.judge;

/**
 * A gap that the role database records.
 *
 * @param zone the zone
 * @param fromMillis end of the last period before it
 * @param toMillis end of the first period after it
 * @param periods how many periods are missing, {@link #UNKNOWN} if nobody could know
 */
public record RecordedGap(ZoneName zone, long fromMillis, long toMillis, int periods) {
  /** The count of a gap that nobody could count. */
  public static final int UNKNOWN = -1;
}
