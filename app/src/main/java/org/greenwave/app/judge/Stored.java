package org.greenwave.app.judge;

/**
 * A sample that the role database holds.
 *
 * @param zone the zone
 * @param epoch the role's own count of the unbroken runs of the unit's numbers
 * @param sequence the unit's number of the period
 * @param endMillis when it ended as the host anchored it
 * @param measured what is stored
 */
public record Stored(ZoneName zone, int epoch, int sequence, long endMillis, Measured measured) {}
