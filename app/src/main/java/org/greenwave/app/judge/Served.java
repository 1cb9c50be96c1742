package org.greenwave.app.judge;

/**
 * A period that a zone of the field completed.
 *
 * @param zone the zone
 * @param epochMillis when the unit's numbering began: another after each restart
 * @param sequence the unit's number of the period, 0 to 65535
 * @param endMillis when it ended by the field's clock
 * @param measured what was measured
 * @param always whether it could have been read from the unit all the time that the unit held it
 */
public record Served(
    ZoneName zone,
    long epochMillis,
    int sequence,
    long endMillis,
    Measured measured,
    boolean always) {
  /** The same period, of which it is known that it could not be read all the time. */
  public Served notAlways() {
    return new Served(zone, epochMillis, sequence, endMillis, measured, false);
  }
}
