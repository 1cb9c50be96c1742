package org.greenwave.tss.datex;

/** The counts of a publication while it is read. */
final class DataTally {
  int sites;
  int joined;
  int zones;
  int values;
  int flows;
  int speeds;
  int speedsMissing;
  int statusValues;
  int dataErrors;
  int noInput;
  int otherValues;
  int otherVersions;
  int unknownIndexes;
  int disagreeing;
  int outOfRange;
  int badTimes;
  int duplicateSites;
  int rows;

  DataCounts counts() {
    return new DataCounts(
        sites,
        joined,
        zones,
        values,
        flows,
        speeds,
        speedsMissing,
        statusValues,
        dataErrors,
        noInput,
        otherValues,
        otherVersions,
        unknownIndexes,
        disagreeing,
        outOfRange,
        badTimes,
        duplicateSites,
        rows);
  }
}
