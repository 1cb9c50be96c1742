package org.greenwave.tss.datex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects a site table record by record. */
final class SiteTableBuilder {
  private final List<String> sites = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, String> sameVersions = new HashMap<>();
  private final Map<String, Short> classNumbers = new HashMap<>();
  private final List<String> classNames = new ArrayList<>();
  private final Growing.Doubles latitudes = new Growing.Doubles();
  private final Growing.Doubles longitudes = new Growing.Doubles();
  private final Growing.Longs specs = new Growing.Longs();
  private final Growing.Ints specStart = new Growing.Ints();
  private final Growing.Ints zoneStart = new Growing.Ints();
  private final Growing.Ints lanes = new Growing.Ints();
  private final Growing.Ints periods = new Growing.Ints();
  private final Growing.Ints classStart = new Growing.Ints();
  private final Growing.Ints classes = new Growing.Ints();
  private final SiteZones zones = new SiteZones();
  private int records;
  private int pointSites;
  private int sensorSites;
  private int characteristics;
  private int duplicateSites;
  private int duplicateIndexes;
  private int unreadable;

  /** Starts a record; what is added until {@link #endSite} belongs to it. */
  void beginSite() {
    records++;
    zones.clear();
    specStart.add(specs.size());
  }

  /** Adds what an index means. */
  void add(int index, int periodSeconds, int lane, short vehicleClass, Measure measure) {
    characteristics++;
    if (measure == Measure.OTHER || lane == Lanes.UNKNOWN) {
      specs.add(Spec.of(index, periodSeconds, Spec.NO_LANE, 0, Measure.OTHER));
      return;
    }
    int laneSlot = zones.lane(lane, periodSeconds);
    int classSlot = zones.vehicleClass(laneSlot, vehicleClass);
    specs.add(
        classSlot < 0
            ? Spec.of(index, periodSeconds, Spec.NO_LANE, 0, Measure.OTHER)
            : Spec.of(index, periodSeconds, laneSlot, classSlot, measure));
  }

  /** Notes something of a record that could not be used. */
  void unreadable() {
    unreadable++;
  }

  /** Ends a record; a site that the table holds already, or without an id, is left out. */
  void endSite(String id, String version, double latitude, double longitude) {
    int from = specStart.last();
    boolean duplicate = numbers.containsKey(id);
    boolean point = !Double.isNaN(latitude) && !Double.isNaN(longitude);
    pointSites += point ? 1 : 0;
    if (duplicate || id.isEmpty()) {
      duplicateSites += duplicate ? 1 : 0;
      unreadable += duplicate ? 0 : 1;
      specs.truncate(from);
      specStart.truncate(specStart.size() - 1);
      return;
    }
    numbers.put(id, sites.size());
    sites.add(id);
    versions.add(sameVersions.computeIfAbsent(version, same -> same));
    latitudes.add(point ? latitude : Double.NaN);
    longitudes.add(point ? longitude : Double.NaN);
    sortSpecs(from);
    endZones();
  }

  int records() {
    return records;
  }

  int characteristics() {
    return characteristics;
  }

  /** The number of a vehicle class by its name; 0 is all vehicles. */
  short vehicleClass(String name) {
    return classNumbers.computeIfAbsent(
        name,
        added -> {
          classNames.add(added);
          return (short) classNames.size();
        });
  }

  int vehicleClasses() {
    return classNames.size();
  }

  SiteTable build(String id, String version) {
    specStart.add(specs.size());
    zoneStart.add(lanes.size());
    classStart.add(classes.size());
    SiteCounts counts =
        new SiteCounts(
            records,
            pointSites,
            sensorSites,
            lanes.size(),
            characteristics,
            duplicateSites,
            duplicateIndexes,
            unreadable);
    SiteTable.Columns columns =
        new SiteTable.Columns(
            List.copyOf(sites),
            List.copyOf(versions),
            latitudes.toArray(),
            longitudes.toArray(),
            specStart.toArray(),
            specs.toArray(),
            zoneStart.toArray(),
            Growing.bytes(lanes.toArray()),
            periods.toArray(),
            classStart.toArray(),
            Growing.shorts(classes.toArray()),
            List.copyOf(classNames));
    return new SiteTable(id, version, counts, columns, Map.copyOf(numbers));
  }

  private void endZones() {
    zoneStart.add(lanes.size());
    sensorSites += zones.count() > 0 ? 1 : 0;
    for (int slot = 0; slot < zones.count(); slot++) {
      lanes.add(zones.laneOf(slot));
      periods.add(zones.periodSecondsOf(slot));
      classStart.add(classes.size());
      for (int at = 0; at < zones.classCount(slot); at++) {
        classes.add(zones.classOf(slot, at) - 1);
      }
    }
  }

  private void sortSpecs(int from) {
    long[] all = specs.array();
    Arrays.sort(all, from, specs.size());
    for (int at = from + 1; at < specs.size(); at++) {
      if (Spec.index(all[at]) == Spec.index(all[at - 1])) {
        all[at] = Spec.unusable(all[at]);
        all[at - 1] = Spec.unusable(all[at - 1]);
        duplicateIndexes++;
      }
    }
  }
}
