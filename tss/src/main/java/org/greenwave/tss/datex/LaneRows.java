package org.greenwave.tss.datex;

import org.greenwave.sensors.Quality;

/**
 * The rows of a publication: one per zone and period, in columns. Zones are numbered as in the site
 * table. A value that was not measured is NaN, a class count -1.
 */
public final class LaneRows {
  private final Growing.Ints zones = new Growing.Ints();
  private final Growing.Longs periodEnds = new Growing.Longs();
  private final Growing.Ints periods = new Growing.Ints();
  private final Growing.Floats volumes = new Growing.Floats();
  private final Growing.Floats speeds = new Growing.Floats();
  private final Growing.Floats occupancies = new Growing.Floats();
  private final Growing.Ints qualities = new Growing.Ints();
  private final Growing.Ints classStart = new Growing.Ints();
  private final Growing.Ints classCounts = new Growing.Ints();

  LaneRows() {
    classStart.add(0);
  }

  void add(int zone, long periodEndMillis, LaneValues values, int classCount) {
    zones.add(zone);
    periodEnds.add(periodEndMillis);
    periods.add(values.periodSeconds);
    volumes.add(values.volume);
    speeds.add(values.speed);
    occupancies.add(values.occupancy);
    qualities.add(values.quality().code());
    for (int at = 0; at < classCount; at++) {
      classCounts.add(values.classCount(at));
    }
    classStart.add(classCounts.size());
  }

  /** How many rows there are. */
  public int size() {
    return zones.size();
  }

  /** A row's zone, as the site table numbers it. */
  public int zone(int row) {
    return zones.get(row);
  }

  /** When a row's period ended, milliseconds since 1970. */
  public long periodEndMillis(int row) {
    return periodEnds.get(row);
  }

  /** How long a row's period was. */
  public int periodSeconds(int row) {
    return periods.get(row);
  }

  /** Vehicles in the period. */
  public float volume(int row) {
    return volumes.get(row);
  }

  /** Mean speed in km/h. */
  public float speed(int row) {
    return speeds.get(row);
  }

  /** Percent of the period. */
  public float occupancy(int row) {
    return occupancies.get(row);
  }

  /** What a row is worth. */
  public Quality quality(int row) {
    return Quality.of(qualities.get(row));
  }

  /** Vehicles by class, in the order of {@link SiteTable#vehicleClasses}. */
  public int[] classCounts(int row) {
    int from = classStart.get(row);
    int[] counts = new int[classStart.get(row + 1) - from];
    for (int at = 0; at < counts.length; at++) {
      counts[at] = classCounts.get(from + at);
    }
    return counts;
  }
}
