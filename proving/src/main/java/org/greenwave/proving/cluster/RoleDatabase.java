package org.greenwave.proving.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
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

  /** How many samples are stored. */
  public long samples() throws SQLException {
    return number("select count(*) from sample");
  }

  /** How many samples are stored once more under another time: same zone, epoch and sequence. */
  public long storedTwice() throws SQLException {
    return number(
        """
        select coalesce(sum(n - 1), 0) from (
          select count(*) as n from sample where sequence is not null
          group by zone_id, epoch, sequence having count(*) > 1) as twice
        """);
  }

  /** How many periods a zone has neither a sample of nor a recorded gap, over all zones. */
  public long missing() throws SQLException {
    return number(
        """
        select coalesce(sum(greatest(0, expected - stored - explained)), 0) from (
          select (extract(epoch from max(period_end) - min(period_end))
                   / max(period_seconds))::bigint + 1 as expected,
                 count(*) as stored,
                 (select coalesce(sum(coalesce(g.periods, 1000000)), 0)
                    from gap g where g.zone_id = s.zone_id) as explained
            from sample s group by zone_id) as zones
        """);
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

  /** How many sessions of a server have changed something in a transaction that is open now. */
  public long writers(String server) throws SQLException {
    return number(
        "select count(*) from pg_stat_activity where backend_xid is not null"
            + " and application_name like 'gw:%:"
            + server
            + "'");
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
