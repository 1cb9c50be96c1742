package org.greenwave.sensors;

/**
 * A TSS unit: one sensor or sensor group.
 *
 * @param id its id in the role database
 * @param source the data source that it belongs to
 * @param kind the source's kind
 * @param name its name, unique in the source
 * @param address where it is reached; empty when it is not asked itself
 * @param latitude degrees north, NaN when unknown
 * @param longitude degrees east, NaN when unknown
 */
public record Unit(
    int id,
    String source,
    String kind,
    String name,
    String address,
    double latitude,
    double longitude) {}
