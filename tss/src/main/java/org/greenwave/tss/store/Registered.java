package org.greenwave.tss.store;

import java.util.List;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;

/**
 * A unit and its zones with their ids.
 *
 * @param unit the unit
 * @param zones all of its zones, by number
 */
public record Registered(Unit unit, List<Zone> zones) {
  public Registered {
    zones = List.copyOf(zones);
  }
}
