package org.greenwave.tss.datex;

/**
 * What a site table holds.
 *
 * @param sites site records
 * @param pointSites of these, sites at a point with coordinates
 * @param sensorSites of these, sites with at least one zone
 * @param lanes zones: lanes of sites for which flow, speed, occupancy or status is defined
 * @param characteristics indexes defined
 * @param duplicateSites records of a site that the table holds already; left out
 * @param duplicateIndexes indexes that a site defines twice; ambiguous, so left out
 * @param unreadable records or characteristics that lack what they need, such as a site id
 */
public record SiteCounts(
    int sites,
    int pointSites,
    int sensorSites,
    int lanes,
    int characteristics,
    int duplicateSites,
    int duplicateIndexes,
    int unreadable) {}
