package org.greenwave.proving.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.greenwave.app.judge.RecordedGap;
import org.greenwave.app.judge.Stored;
import org.greenwave.app.judge.StoredFacts;

/**
 * A role database, asked directly.
 *
 * @param url its JDBC address
 * @param user who asks
 * @param password that user's password
 */
public record RoleDatabase(String url, String user, String password) {
  private static final String SCHEMA =
      "select table_schema from information_schema.tables where table_name = 'sample'"
          + " order by table_schema limit 1";

  private static final String SILENCES =
      """
      select before, period_end from (
        select s.period_end, lag(s.period_end) over (order by s.period_end) as before
          from sample s join zone z on z.id = s.zone_id join unit u on u.id = z.unit_id
          where u.source = 'probe') as beats
      where period_end - before > interval '1 second'
      """;

  /** Whether it takes connections. */
  public boolean answers() {
    try (Connection connection = open()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The fence that the database holds: no write commits under another. */
  public long fence() throws SQLException {
    return number("select max(fence) from fence");
  }

  /**
   * How many samples were stored when the last of them was under a fence; empty when it was not, or
   * the fence is another. A writer takes its transaction's number only after it has read the fence,
   * and the fence is raised only while no writer is at work.
   */
  public OptionalLong samplesUnder(long fence) throws SQLException {
    long samples =
        number(
            """
            select coalesce(max(t.samples), -1) from fence f, tally t
            where f.fence = %d and t.xmin::text::bigint > f.xmin::text::bigint
            """
                .formatted(fence));
    return samples < 0 ? OptionalLong.empty() : OptionalLong.of(samples);
  }

  /** The times of more than a second for which a probe, which beats far faster, stored nothing. */
  public List<Silence> probeSilences() throws SQLException {
    List<Silence> silences = new ArrayList<>();
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(SILENCES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        silences.add(
            new Silence(rows.getTimestamp(1).toInstant(), rows.getTimestamp(2).toInstant()));
      }
    }
    return silences;
  }

  /** A time in which nothing was stored. */
  public record Silence(Instant from, Instant to) {}

  /** How many samples are stored. */
  public long samples() throws SQLException {
    return number("select count(*) from sample");
  }

  /** How many samples are of another time than that between two. */
  public long samplesOutside(Instant from, Instant to) throws SQLException {
    return number(
        "select count(*) from sample where period_end < '%s' or period_end > '%s'"
            .formatted(from, to));
  }

  /** Every sample stored, as one number each, to be found again later. */
  public Set<Long> keys() throws SQLException {
    Set<Long> keys = new HashSet<>();
    String sql =
        "select zone_id::bigint << 33 | extract(epoch from period_end)::bigint from sample";
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        keys.add(rows.getLong(1));
      }
    }
    return keys;
  }

  /** The samples of the field whose periods ended at or after a time. */
  public List<Stored> stored(long sinceMillis) throws SQLException {
    try (Connection connection = open()) {
      return StoredFacts.samples(connection, sinceMillis);
    }
  }

  /** The gaps of the field that ended at or after a time. */
  public List<RecordedGap> gaps(long sinceMillis) throws SQLException {
    try (Connection connection = open()) {
      return StoredFacts.gaps(connection, sinceMillis);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("no row from " + sql);
      }
      return rows.getLong(1);
    }
  }

  /** Opens a session in the role's schema. */
  public Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url, user, password);
    try (Statement statement = connection.createStatement();
        ResultSet schema = statement.executeQuery(SCHEMA)) {
      if (schema.next()) {
        connection.setSchema(schema.getString(1));
      }
    }
    return connection;
  }
}
