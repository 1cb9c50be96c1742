package org.greenwave.tss.store;

import java.util.List;

/**
 * A unit and its zones as a data source knows them, before they have ids.
 *
 * @param kind the data source's kind
 * @param name unique in the data source
 * @param address where it is reached; empty when it is not asked itself
 * @param latitude degrees north, NaN when unknown
 * @param longitude degrees east, NaN when unknown
 * @param zones its zones, each number once; zones left out stay as they are
 */
public record UnitSpec(
    String kind,
    String name,
    String address,
    double latitude,
    double longitude,
    List<ZoneSpec> zones) {
  public UnitSpec {
    zones = List.copyOf(zones);
  }

  /**
   * One zone of the unit.
   *
   * @param number its number in the unit
   * @param label what people call it; may be empty
   * @param periodSeconds length of its sample period; 0 while it collects nothing
   * @param history how many complete periods the device holds; 0 when it holds none
   * @param classes how many classes the device counts, all classes together being the first
   */
  public record ZoneSpec(int number, String label, int periodSeconds, int history, int classes) {
    /** A zone whose past cannot be asked for and that counts no classes. */
    public ZoneSpec(int number, String label, int periodSeconds) {
      this(number, label, periodSeconds, 0, 1);
    }
  }
}
