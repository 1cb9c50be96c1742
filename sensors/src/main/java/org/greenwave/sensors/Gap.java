package org.greenwave.sensors;

/**
 * Periods of a zone that no sample exists for and none can be fetched: recorded, never invented.
 * Or, with none missing, a stretch of time that is empty because the names of periods were
 * corrected.
 *
 * @param zone the zone's id in the role database
 * @param fromMillis end of the last period before the gap
 * @param toMillis end of the first period after it
 * @param periods how many periods are missing, -1 when nobody can know
 * @param reason a sentence for people
 */
public record Gap(int zone, long fromMillis, long toMillis, int periods, String reason) {}
