package org.greenwave.simulator.field.snmp;

import org.greenwave.simulator.field.device.Period;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.traffic.Reading;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * A kind of managed object: a scalar, or a column of a table.
 *
 * @param oid its name, without the index
 * @param rows what its index counts
 * @param value what it says
 */
record ObjectType(OID oid, Rows rows, Value value) {
  /** What the index of an object counts. */
  enum Rows {
    /** Nothing: it is there once. */
    ONE,
    /** Zones. */
    ZONES,
    /** Zones, and the only class. */
    ZONE_CLASSES,
    /** Zones, sample entries, and the only class. */
    SAMPLES
  }

  /** Tells an object's value. */
  @FunctionalInterface
  interface Value {
    Variable of(Place place);
  }

  /**
   * Where and when a value is asked for.
   *
   * @param unit the unit
   * @param zone the zone, from 1; 0 for a scalar
   * @param entry the sample entry, from 1; 0 where there is none
   * @param nowMillis the time
   */
  record Place(TssUnit unit, int zone, int entry, long nowMillis) {
    Period period() {
      return unit.entry(entry, nowMillis);
    }

    Reading reading() {
      return period().readings().get(zone - 1);
    }

    Place withEntry(int other) {
      return new Place(unit, zone, other, nowMillis);
    }
  }
}
