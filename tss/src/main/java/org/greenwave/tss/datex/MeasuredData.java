package org.greenwave.tss.datex;

/**
 * What one publication of measured data said.
 *
 * @param counts what it held
 * @param rows one row per zone and period
 */
public record MeasuredData(DataCounts counts, LaneRows rows) {}
