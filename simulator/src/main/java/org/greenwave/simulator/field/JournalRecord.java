package org.greenwave.simulator.field;

import org.greenwave.simulator.field.device.Retrieval;
import org.greenwave.simulator.field.traffic.Reading;
import org.greenwave.simulator.field.traffic.ZoneStatus;

/**
 * A line of the journal: what one zone measured in one period.
 *
 * @param unit the unit's name
 * @param zone the zone's number
 * @param epochMillis when the unit's numbering began
 * @param sequence the period's number in that epoch, modulo 65536
 * @param periodEndMillis when it ended by the field's clock
 * @param reading what the zone measured
 * @param retrieval whether anybody could have read it
 */
public record JournalRecord(
    String unit,
    int zone,
    long epochMillis,
    int sequence,
    long periodEndMillis,
    Reading reading,
    Retrieval retrieval) {
  static final String HEADER =
      "unit,zone,epochMillis,sequence,periodEndMillis,volume,occupancy,speed,status,retrieval";

  private static final int FIELDS = 10;

  /** The line, without its end. */
  String line() {
    return unit
        + ','
        + zone
        + ','
        + epochMillis
        + ','
        + sequence
        + ','
        + periodEndMillis
        + ','
        + reading.volume()
        + ','
        + reading.occupancy()
        + ','
        + reading.speed()
        + ','
        + reading.status().code()
        + ','
        + retrieval;
  }

  /** Reads a line; a line that is none is refused. */
  static JournalRecord parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("Not a line of a field's journal: " + line);
    }
    return new JournalRecord(
        fields[0],
        Integer.parseInt(fields[1]),
        Long.parseLong(fields[2]),
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[4]),
        reading(fields),
        Retrieval.valueOf(fields[9]));
  }

  private static Reading reading(String[] fields) {
    return new Reading(
        Integer.parseInt(fields[5]),
        Integer.parseInt(fields[6]),
        Integer.parseInt(fields[7]),
        ZoneStatus.of(Integer.parseInt(fields[8])));
  }
}
