package org.greenwave.app.judge;

/**
 * A period that a zone of the field completed.
 *
 * @param zone the zone
 * @param sequence the unit's number of the period, 0 to 65535
 * @param endMillis when it ended by the field's clock
 * @param volume how many vehicles, or {@link #NONE}
 * @param always whether it could have been read from the unit all the time that the unit held it
 */
public record Served(ZoneName zone, int sequence, long endMillis, int volume, boolean always) {
  /** The volume of a period in which nothing was measured. */
  public static final int NONE = -1;
}
