package org.greenwave.tss.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;

/**
 * Units, zones and the last committed sample of each zone, in memory. Soft state: read from the
 * database when the role becomes warm and again when it becomes active, then kept up to date by
 * what is registered and committed here. Safe for use by many threads.
 */
public final class Catalogue {
  private static final int LONGEST_READ_MILLIS = 5_000;
  private static final String CURRENT =
      "select zone_id, (extract(epoch from period_end) * 1000)::int8, period_seconds, volume,"
          + " occupancy, speed, quality, epoch, coalesce(sequence, -1), fingerprint"
          + " from zone_current";

  private final ConcurrentSkipListMap<Integer, Unit> units = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Integer, Zone> zones = new ConcurrentSkipListMap<>();
  private final Map<Integer, Sample> current = new ConcurrentHashMap<>();

  /** What has changed since the oldest reading under way began, in order. */
  private final List<Change> meanwhile = new ArrayList<>();

  private int readings;

  /** A change of what is known; the same change once more changes nothing. */
  @FunctionalInterface
  private interface Change {
    void on(Map<Integer, Unit> units, Map<Integer, Zone> zones);
  }

  /**
   * Reads everything. What is registered or retired here while the database is read may be missing
   * from what was read, so it is done once more on that; to read again until nothing changes might
   * take as long as thousands of units take to be registered.
   */
  public void load(RoleStore store) throws SQLException {
    synchronized (meanwhile) {
      readings++;
    }
    try {
      store.read(connection -> {
        List<Unit> unitRows = UnitRows.units(connection);
        List<Zone> zoneRows = UnitRows.zones(connection);
        replace(unitRows, zoneRows);
        committed(readCurrent(connection));
        return unitRows.size();
      });
    } finally {
      synchronized (meanwhile) {
        if (--readings == 0) {
          meanwhile.clear();
        }
      }
    }
  }

  /**
   * Reads only the current values again: what activation needs to be sure of. What was known before
   * does not count: a database that was promoted may have lost it, and then it has to be fetched
   * anew (law L3).
   */
  public void loadCurrent(RoleStore store) throws SQLException {
    store.read(connection -> {
      List<Sample> fresh = readCurrent(connection);
      Map<Integer, Sample> byZone = new HashMap<>();
      fresh.forEach(sample -> byZone.put(sample.zone(), sample));
      replace(current, byZone);
      return fresh.size();
    });
  }

  /** All units by id. */
  public NavigableMap<Integer, Unit> units() {
    return units;
  }

  /** All zones by id. */
  public NavigableMap<Integer, Zone> zones() {
    return zones;
  }

  /** The last committed sample of a zone. */
  public Optional<Sample> current(int zone) {
    return Optional.ofNullable(current.get(zone));
  }

  /** The units of one data source by name, with their zones. */
  public Map<String, Registered> of(String source) {
    Map<Integer, List<Zone>> byUnit = new HashMap<>();
    for (Zone zone : zones.values()) {
      byUnit.computeIfAbsent(zone.unit(), unit -> new ArrayList<>()).add(zone);
    }
    Map<String, Registered> found = new HashMap<>();
    for (Unit unit : units.values()) {
      if (unit.source().equals(source)) {
        List<Zone> own = byUnit.getOrDefault(unit.id(), new ArrayList<>());
        own.sort(Comparator.comparingInt(Zone::number));
        found.put(unit.name(), new Registered(unit, own));
      }
    }
    return found;
  }

  /** Takes in what has been registered. */
  public void registered(Collection<Registered> registered) {
    List<Registered> given = List.copyOf(registered);
    change((allUnits, allZones) -> {
      for (Registered one : given) {
        allUnits.put(one.unit().id(), one.unit());
        one.zones().forEach(zone -> allZones.put(zone.id(), zone));
      }
    });
  }

  /** Forgets a unit that has been retired. */
  public void retired(Unit unit) {
    change((allUnits, allZones) -> {
      allUnits.remove(unit.id());
      allZones.values().removeIf(zone -> zone.unit() == unit.id());
    });
  }

  private void change(Change change) {
    synchronized (meanwhile) {
      change.on(units, zones);
      if (readings > 0) {
        meanwhile.add(change);
      }
    }
  }

  /** Takes in what has been committed; older samples than the current one change nothing. */
  public void committed(List<Sample> samples) {
    for (Sample sample : samples) {
      current.merge(
          sample.zone(), sample, (a, b) -> a.periodEndMillis() > b.periodEndMillis() ? a : b);
    }
  }

  private void replace(List<Unit> unitRows, List<Zone> zoneRows) {
    Map<Integer, Unit> freshUnits = new HashMap<>();
    unitRows.forEach(unit -> freshUnits.put(unit.id(), unit));
    Map<Integer, Zone> freshZones = new HashMap<>();
    zoneRows.forEach(zone -> freshZones.put(zone.id(), zone));
    synchronized (meanwhile) {
      meanwhile.forEach(change -> change.on(freshUnits, freshZones));
      replace(units, freshUnits);
      replace(zones, freshZones);
    }
  }

  private static <T> void replace(Map<Integer, T> held, Map<Integer, T> fresh) {
    held.keySet().retainAll(fresh.keySet());
    held.putAll(fresh);
  }

  /** Gives up long before an activation that waits for it passes for one that hangs. */
  private static List<Sample> readCurrent(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, LONGEST_READ_MILLIS);
    List<Sample> samples = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(CURRENT)) {
      while (row.next()) {
        samples.add(sample(row));
      }
    }
    return samples;
  }

  private static Sample sample(ResultSet row) throws SQLException {
    Reading reading =
        Reading.of(
            SampleReports.value(row, 4),
            SampleReports.value(row, 5),
            SampleReports.value(row, 6),
            Quality.of(row.getInt(7)));
    Origin origin = new Origin(row.getInt(8), row.getInt(9), row.getInt(10));
    return new Sample(row.getInt(1), row.getLong(2), row.getInt(3), reading, origin);
  }
}
