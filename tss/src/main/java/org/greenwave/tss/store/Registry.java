package org.greenwave.tss.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;

/**
 * Gives units and zones their ids. Every statement takes whole columns as arrays, so that a
 * national network (17,000 units, 33,000 zones) is one transaction of a few statements. Rows that
 * are as they should be are not written.
 */
public final class Registry {
  private static final String NEW_UNITS =
      """
      insert into unit (source, kind, name, address, latitude, longitude)
      select ?, kind, name, address, nullif(lat, 'NaN'), nullif(lon, 'NaN')
      from unnest(?::text[], ?::text[], ?::text[], ?::float8[], ?::float8[])
        as given (kind, name, address, lat, lon)
      where not exists (select 1 from unit u where u.source = ? and u.name = given.name)
      on conflict do nothing
      """;
  private static final String CHANGED_UNITS =
      """
      update unit u set kind = given.kind, address = given.address, retired = false,
        latitude = nullif(lat, 'NaN'), longitude = nullif(lon, 'NaN')
      from unnest(?::text[], ?::text[], ?::text[], ?::float8[], ?::float8[])
        as given (kind, name, address, lat, lon)
      where u.source = ? and u.name = given.name
        and (u.kind, u.address, u.retired, u.latitude, u.longitude) is distinct from
          (given.kind, given.address, false, nullif(lat, 'NaN'), nullif(lon, 'NaN'))
      """;
  private static final String NEW_ZONES =
      """
      insert into zone (unit_id, number, label, period_seconds, history, classes)
      select given.* from unnest(?::int[], ?::int[], ?::text[], ?::int[], ?::int[], ?::int[])
        as given (unit_id, number, label, period_seconds, history, classes)
      where not exists (
        select 1 from zone z where z.unit_id = given.unit_id and z.number = given.number)
      on conflict do nothing
      """;
  private static final String CHANGED_ZONES =
      """
      update zone z set label = given.label, period_seconds = given.period_seconds,
        history = given.history, classes = given.classes
      from unnest(?::int[], ?::int[], ?::text[], ?::int[], ?::int[], ?::int[])
        as given (unit_id, number, label, period_seconds, history, classes)
      where z.unit_id = given.unit_id and z.number = given.number
        and (z.label, z.period_seconds, z.history, z.classes)
          is distinct from (given.label, given.period_seconds, given.history, given.classes)
      """;

  private final RoleStore store;

  public Registry(RoleStore store) {
    this.store = store;
  }

  /**
   * Makes units and their zones known, or brings them up to date.
   *
   * @param source the data source's id, in which unit names are unique; of a name that is given
   *     twice the last one counts
   * @return every given unit by its name, with all of its zones
   */
  public Map<String, Registered> register(long fence, String source, List<UnitSpec> specs)
      throws SQLException, FencedException {
    Map<String, UnitSpec> byName = new LinkedHashMap<>();
    specs.forEach(spec -> byName.put(spec.name(), spec));
    List<UnitSpec> given = List.copyOf(byName.values());
    return given.isEmpty()
        ? Map.of()
        : store.write(fence, connection -> register(connection, source, given));
  }

  /** Retires every unit of a source except those named: they vanish, their samples stay. */
  public int retireOthers(long fence, String source, Collection<String> names)
      throws SQLException, FencedException {
    String sql =
        "update unit set retired = true where source = ? and not retired and name <> all(?)";
    return store.write(
        fence,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, source);
            update.setArray(2, connection.createArrayOf("text", names.toArray()));
            return update.executeUpdate();
          }
        });
  }

  private static Map<String, Registered> register(
      Connection connection, String source, List<UnitSpec> specs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(NEW_UNITS)) {
      insert.setString(1, source);
      setUnits(insert, 2, specs);
      insert.setString(7, source);
      insert.executeUpdate();
    }
    try (PreparedStatement update = connection.prepareStatement(CHANGED_UNITS)) {
      setUnits(update, 1, specs);
      update.setString(6, source);
      update.executeUpdate();
    }
    List<Unit> units = UnitRows.units(connection, source, texts(specs, UnitSpec::name));
    writeZones(connection, specs, units);
    return join(connection, units);
  }

  private static void setUnits(PreparedStatement statement, int first, List<UnitSpec> specs)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(first, connection.createArrayOf("text", texts(specs, UnitSpec::kind)));
    statement.setArray(first + 1, connection.createArrayOf("text", texts(specs, UnitSpec::name)));
    statement.setArray(
        first + 2, connection.createArrayOf("text", texts(specs, UnitSpec::address)));
    statement.setObject(first + 3, specs.stream().mapToDouble(UnitSpec::latitude).toArray());
    statement.setObject(first + 4, specs.stream().mapToDouble(UnitSpec::longitude).toArray());
  }

  private static String[] texts(List<UnitSpec> specs, Function<UnitSpec, String> text) {
    return specs.stream().map(text).toArray(String[]::new);
  }

  private static void writeZones(Connection connection, List<UnitSpec> specs, List<Unit> units)
      throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    units.forEach(unit -> ids.put(unit.name(), unit.id()));
    Map<Long, Zone> zones = new LinkedHashMap<>();
    for (UnitSpec spec : specs) {
      Integer unit = ids.get(spec.name());
      if (unit != null) {
        for (UnitSpec.ZoneSpec zone : spec.zones()) {
          zones.put((long) unit << 32 | zone.number(), zone(unit, zone));
        }
      }
    }
    writeZones(connection, NEW_ZONES, List.copyOf(zones.values()));
    writeZones(connection, CHANGED_ZONES, List.copyOf(zones.values()));
  }

  private static Zone zone(int unit, UnitSpec.ZoneSpec spec) {
    return new Zone(
        0, unit, spec.number(), spec.label(), spec.periodSeconds(), spec.history(), spec.classes());
  }

  private static void writeZones(Connection connection, String sql, List<Zone> zones)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, zones.stream().mapToInt(Zone::unit).toArray());
      statement.setObject(2, zones.stream().mapToInt(Zone::number).toArray());
      Object[] labels = zones.stream().map(Zone::label).toArray();
      statement.setArray(3, connection.createArrayOf("text", labels));
      statement.setObject(4, zones.stream().mapToInt(Zone::periodSeconds).toArray());
      statement.setObject(5, zones.stream().mapToInt(Zone::history).toArray());
      statement.setObject(6, zones.stream().mapToInt(Zone::classes).toArray());
      statement.executeUpdate();
    }
  }

  private static Map<String, Registered> join(Connection connection, List<Unit> units)
      throws SQLException {
    int[] ids = units.stream().mapToInt(Unit::id).toArray();
    Map<Integer, List<Zone>> zones = new HashMap<>();
    for (Zone zone : UnitRows.zones(connection, ids)) {
      zones.computeIfAbsent(zone.unit(), unit -> new ArrayList<>()).add(zone);
    }
    Map<String, Registered> registered = new HashMap<>();
    for (Unit unit : units) {
      List<Zone> own = zones.getOrDefault(unit.id(), List.of());
      registered.put(unit.name(), new Registered(unit, own));
    }
    return registered;
  }
}
