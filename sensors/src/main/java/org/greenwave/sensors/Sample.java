package org.greenwave.sensors;

/**
 * What a zone measured in one period. Zone and period end are its natural key.
 *
 * @param zone the zone's id in the role database
 * @param periodEndMillis when the period ended, milliseconds since 1970
 * @param periodSeconds how long the period was
 * @param reading the values
 * @param origin where the device counts it
 */
public record Sample(
    int zone, long periodEndMillis, int periodSeconds, Reading reading, Origin origin) {
  /**
   * Whether it was measured after another one of its zone: a new epoch may have earlier ends. Only
   * epochs of a device's count tell; a zone may come from a source that numbers nothing, by and by.
   */
  public boolean isLaterThan(Sample other) {
    boolean counted = origin.epoch() > 0 && other.origin.epoch() > 0;
    int epochs = counted ? Integer.compare(origin.epoch(), other.origin.epoch()) : 0;
    return epochs == 0 ? periodEndMillis > other.periodEndMillis : epochs > 0;
  }
}
