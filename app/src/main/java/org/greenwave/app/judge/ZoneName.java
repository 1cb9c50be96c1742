package org.greenwave.app.judge;

/**
 * A zone as both the field and the database name it.
 *
 * @param unit the unit's name
 * @param number the zone's number in the unit
 */
public record ZoneName(String unit, int number) implements Comparable<ZoneName> {
  @Override
  public int compareTo(ZoneName other) {
    int byUnit = unit.compareTo(other.unit);
    return byUnit != 0 ? byUnit : Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return unit + " zone " + number;
  }
}
