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
    int zone, long periodEndMillis, int periodSeconds, Reading reading, Origin origin) {}
