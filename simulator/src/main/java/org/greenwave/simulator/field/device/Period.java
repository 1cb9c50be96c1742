package org.greenwave.simulator.field.device;

import java.util.Collections;
import java.util.List;
import org.greenwave.simulator.field.traffic.Reading;
import org.greenwave.simulator.field.traffic.ZoneStatus;

/**
 * A sample period of a unit.
 *
 * @param endMillis when it ended by the field's clock; 0 for a period that never was
 * @param sequence its number, 0 to 65535
 * @param readings what each zone measured
 */
public record Period(long endMillis, int sequence, List<Reading> readings) {
  /** Fills the places of a unit that has not completed enough periods yet. */
  static Period none(int zones) {
    Reading none = Reading.missing(ZoneStatus.INITIALIZING);
    return new Period(0, 0, Collections.nCopies(zones, none));
  }

  /** What there is of it while it still goes on. */
  Period inProgress(long nowMillis, double share) {
    return new Period(
        nowMillis, sequence, readings.stream().map(whole -> whole.part(share)).toList());
  }
}
