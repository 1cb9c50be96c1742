package org.greenwave.app.judge;

/**
 * A sample that the role database holds.
 *
 * @param zone the zone
 * @param sequence the unit's number of the period
 * @param endMillis when it ended as the host anchored it
 * @param volume how many vehicles, or {@link Served#NONE}
 */
public record Stored(ZoneName zone, int sequence, long endMillis, int volume) {}
