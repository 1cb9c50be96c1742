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
import java.util.Objects;
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
 * what is registered and committed here. Each reading also tells what time it is to the database.
 * Safe for use by many threads.
 */
public final class Catalogue {
  /** A read that an activation waits for gives up long before that passes for one that hangs. */
  static final int LONGEST_READ_MILLIS = 5_000;

  private static final String CURRENT =
      "select zone_id, (extract(epoch from period_end) * 1000)::int8, period_seconds, volume,"
          + " occupancy, speed, quality, epoch, coalesce(sequence, -1), fingerprint"
          + " from zone_current";

  /**
   * Tells what units and zones were read from what stands there now. Those of a database that was
   * restored or promoted stand in other tables, or were written by other transactions; what another
   * host has registered since was written by later ones, and no row is ever deleted. And what time
   * it is there.
   */
  private static final String IDENTITY =
      """
      select concat_ws(' ', current_setting('greenwave.place', true),
        (select concat_ws('/', min(tableoid), count(*), sum(xmin::text::int8)) from unit),
        (select concat_ws('/', min(tableoid), count(*), sum(xmin::text::int8)) from zone)),
      """
          + DatabaseClock.NOW_MICROS;

  private final ConcurrentSkipListMap<Integer, Unit> units = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Integer, Zone> zones = new ConcurrentSkipListMap<>();
  private final Map<Integer, Sample> current = new ConcurrentHashMap<>();

  /** What has changed since the oldest reading under way began, in order. */
  private final List<Change> meanwhile = new ArrayList<>();

  private final DatabaseClock clock;
  private int readings;

  /** Of the tables that units and zones were read from; empty before that. */
  private volatile String identity = "";

  public Catalogue(DatabaseClock clock) {
    this.clock = clock;
  }

  /** The clock of the database that it is read from. */
  public DatabaseClock clock() {
    return clock;
  }

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
        connection.setNetworkTimeout(Runnable::run, LONGEST_READ_MILLIS);
        String found = readIdentity(connection);
        List<Unit> unitRows = UnitRows.units(connection);
        List<Zone> zoneRows = UnitRows.zones(connection);
        replace(unitRows, zoneRows);
        committed(readCurrently(connection).samples());
        identity = found;
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
   * Reads the current values again: what activation needs to be sure of. What was known before does
   * not count: a database that was promoted may have lost it, and then it has to be fetched anew
   * (law L3). Units and zones do not count either where they are not those any more that were read:
   * an id may mean another zone, and a zone may have another period. Then all is read anew.
   *
   * @return whether it was
   */
  public boolean loadCurrent(RoleStore store) throws SQLException {
    Currently now = store.read(this::readCurrently);
    Map<Integer, Sample> byZone = new HashMap<>();
    now.samples().forEach(sample -> byZone.put(sample.zone(), sample));
    replace(current, byZone);
    return loadUnless(now.identity(), store);
  }

  /** Reads all anew if another host has registered something: what a standby needs now and then. */
  public boolean loadIfChanged(RoleStore store) throws SQLException {
    String now =
        store.read(connection -> {
          connection.setNetworkTimeout(Runnable::run, LONGEST_READ_MILLIS);
          return readIdentity(connection);
        });
    return loadUnless(now, store);
  }

  private boolean loadUnless(String known, RoleStore store) throws SQLException {
    boolean other = !identity.isEmpty() && !identity.equals(known);
    if (other) {
      load(store);
    }
    return other;
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
      current.merge(sample.zone(), sample, (a, b) -> a.isLaterThan(b) ? a : b);
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

  /**
   * What changes all the time.
   *
   * @param identity of the tables, read before the samples
   */
  private record Currently(String identity, List<Sample> samples) {}

  /** Two questions in one round trip. */
  private Currently readCurrently(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, LONGEST_READ_MILLIS);
    try (Statement query = connection.createStatement()) {
      long askedMicros = clock.steadyMicros();
      query.execute(IDENTITY + ";" + CURRENT);
      String read = identity(query, askedMicros);
      query.getMoreResults();
      return new Currently(read, samples(query));
    }
  }

  private String readIdentity(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement()) {
      long askedMicros = clock.steadyMicros();
      query.execute(IDENTITY);
      return identity(query, askedMicros);
    }
  }

  private String identity(Statement answered, long askedMicros) throws SQLException {
    try (ResultSet row = answered.getResultSet()) {
      row.next();
      clock.learn(askedMicros, row.getLong(2));
      return Objects.requireNonNull(row.getString(1));
    }
  }

  private static List<Sample> samples(Statement answered) throws SQLException {
    List<Sample> samples = new ArrayList<>();
    try (ResultSet row = answered.getResultSet()) {
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
