package org.greenwave.tss.datex;

/**
 * What a publication of measured data holds. The first eleven count the document as it is; the rest
 * say what of it could not be used, and why.
 *
 * @param sites site measurements
 * @param joined of these, sites that the table holds in the same version
 * @param zones different zones with at least one value
 * @param values measured values
 * @param flows of these, flows
 * @param speeds of these, speeds
 * @param speedsMissing of these, speeds of -1: no vehicle passed, or nothing was measured
 * @param statusValues of the values, traffic status; counted, not stored
 * @param dataErrors of the values, marked dataError by their sender
 * @param noInput of the values, with numberOfInputValuesUsed 0
 * @param otherValues of the values, neither flow, speed nor status
 * @param otherVersions sites whose record in the table has another version: an index may mean
 *     something else there, so they are left out
 * @param unknownIndexes values whose index the site's record does not define
 * @param disagreeing values that are not of the measure that the table says
 * @param outOfRange values that no road can have; left out, their row marked suspect
 * @param badTimes sites whose time is none, or too far from the publication's, or in the future;
 *     left out
 * @param duplicateSites sites that the document holds twice for one time; the first counts
 * @param rows rows made, one per zone and period
 */
public record DataCounts(
    int sites,
    int joined,
    int zones,
    int values,
    int flows,
    int speeds,
    int speedsMissing,
    int statusValues,
    int dataErrors,
    int noInput,
    int otherValues,
    int otherVersions,
    int unknownIndexes,
    int disagreeing,
    int outOfRange,
    int badTimes,
    int duplicateSites,
    int rows) {}
