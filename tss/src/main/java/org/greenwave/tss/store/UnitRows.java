package org.greenwave.tss.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;

/** Reads units and zones. */
final class UnitRows {
  private static final String UNITS =
      "select id, source, kind, name, address, latitude, longitude from unit";
  private static final String ZONES =
      "select z.id, z.unit_id, z.number, z.label, z.period_seconds, z.history, z.classes"
          + " from zone z join unit u on u.id = z.unit_id";

  private UnitRows() {}

  static List<Unit> units(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(UNITS + " where not retired")) {
      return units(query);
    }
  }

  static List<Unit> units(Connection connection, String source, String[] names)
      throws SQLException {
    String where = " where source = ? and name = any(?)";
    try (PreparedStatement query = connection.prepareStatement(UNITS + where)) {
      query.setString(1, source);
      query.setArray(2, connection.createArrayOf("text", names));
      return units(query);
    }
  }

  static List<Zone> zones(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ZONES + " where not u.retired")) {
      return zones(query);
    }
  }

  static List<Zone> zones(Connection connection, int[] units) throws SQLException {
    String where = " where z.unit_id = any(?) order by z.unit_id, z.number";
    try (PreparedStatement query = connection.prepareStatement(ZONES + where)) {
      query.setObject(1, units);
      return zones(query);
    }
  }

  private static List<Unit> units(PreparedStatement query) throws SQLException {
    List<Unit> units = new ArrayList<>();
    query.setFetchSize(0);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        units.add(
            new Unit(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                degrees(row, 6),
                degrees(row, 7)));
      }
    }
    return units;
  }

  private static double degrees(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static List<Zone> zones(PreparedStatement query) throws SQLException {
    List<Zone> zones = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        zones.add(
            new Zone(
                row.getInt(1),
                row.getInt(2),
                row.getInt(3),
                row.getString(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7)));
      }
    }
    return zones;
  }
}
