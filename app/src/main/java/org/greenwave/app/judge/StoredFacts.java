package org.greenwave.app.judge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what the role database holds of the field; the session's schema is the role's. */
public final class StoredFacts {
  private static final String SAMPLES =
      """
      select u.name, z.number, s.sequence, (extract(epoch from s.period_end) * 1000)::bigint,
        s.epoch, s.volume, s.occupancy, s.speed
      from sample s join zone z on z.id = s.zone_id join unit u on u.id = z.unit_id
      where u.source = 'field' and s.period_end >= to_timestamp(?::double precision / 1000)
      """;

  private static final String GAPS =
      """
      select u.name, z.number, (extract(epoch from g.from_end) * 1000)::bigint,
        (extract(epoch from g.to_end) * 1000)::bigint, g.periods
      from gap g join zone z on z.id = g.zone_id join unit u on u.id = z.unit_id
      where u.source = 'field' and g.to_end >= to_timestamp(?::double precision / 1000)
      """;

  private static final int FETCH = 10_000;

  private StoredFacts() {}

  /** The samples of the field whose periods ended at or after a time. */
  public static List<Stored> samples(Connection connection, long sinceMillis) throws SQLException {
    var found = new ArrayList<Stored>();
    try (PreparedStatement statement = connection.prepareStatement(SAMPLES)) {
      statement.setFetchSize(FETCH);
      statement.setLong(1, sinceMillis);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Stored(zone(row), row.getInt(5), row.getInt(3), row.getLong(4), measured(row)));
        }
      }
    }
    return found;
  }

  /** The gaps of the field that ended at or after a time. */
  public static List<RecordedGap> gaps(Connection connection, long sinceMillis)
      throws SQLException {
    var found = new ArrayList<RecordedGap>();
    try (PreparedStatement statement = connection.prepareStatement(GAPS)) {
      statement.setLong(1, sinceMillis);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          int periods = row.getInt(5);
          int known = row.wasNull() ? RecordedGap.UNKNOWN : periods;
          found.add(new RecordedGap(zone(row), row.getLong(3), row.getLong(4), known));
        }
      }
    }
    return found;
  }

  /** Occupancy and speed are stored as percent and km/h, made from whole tenths. */
  private static Measured measured(ResultSet row) throws SQLException {
    return new Measured(value(row, 6, 1), value(row, 7, 10), value(row, 8, 10));
  }

  private static int value(ResultSet row, int column, int parts) throws SQLException {
    float value = row.getFloat(column);
    return row.wasNull() || Float.isNaN(value) ? Measured.NONE : Math.round(value * parts);
  }

  private static ZoneName zone(ResultSet row) throws SQLException {
    return new ZoneName(Objects.requireNonNull(row.getString(1)), row.getInt(2));
  }
}
