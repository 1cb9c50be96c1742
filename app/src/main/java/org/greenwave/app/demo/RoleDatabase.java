package org.greenwave.app.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.greenwave.app.judge.RecordedGap;
import org.greenwave.app.judge.Stored;
import org.greenwave.app.judge.StoredFacts;

/** The role database, read from outside: the demo writes nothing there. */
final class RoleDatabase implements AutoCloseable {
  /**
   * What the database holds at one moment.
   *
   * @param fence the fence that was activated last
   * @param server the host that it was activated for
   * @param samples how many samples are stored
   * @param underFence whether the last transaction that stored samples began under this fence
   */
  record Pulse(long fence, String server, long samples, boolean underFence) {}

  /**
   * Transaction numbers are given out in order, a writer takes its own only after it has read the
   * fence, and a fence is raised only while no writer is at work. So samples whose transaction has
   * a higher number than the one that raised the fence were written under that fence.
   */
  private static final String PULSE =
      """
      select f.fence, f.server, t.samples, t.xmin::text::bigint > f.xmin::text::bigint
      from fence f, tally t where f.role = ?
      """;

  private final Connection connection;
  private final String role;

  private RoleDatabase(Connection connection, String role) {
    this.connection = connection;
    this.role = role;
  }

  /** Connects to the database of a role. */
  static RoleDatabase open(String url, String user, String password, String role)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "greenwave demo");
    properties.setProperty("currentSchema", "greenwave_" + role.replace('-', '_'));
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "20");
    Connection connection = DriverManager.getConnection(url, properties);
    return new RoleDatabase(connection, role);
  }

  /** What it holds now; empty while the role has never been activated. */
  Optional<Pulse> pulse() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PULSE)) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Pulse(row.getLong(1), text(row, 2), row.getLong(3), row.getBoolean(4)))
            : Optional.empty();
      }
    }
  }

  /** Whether the role's tables are there. */
  boolean hasTables() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select to_regclass('tally') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** The samples of the field whose periods ended at or after a time. */
  List<Stored> samples(long sinceMillis) throws SQLException {
    return StoredFacts.samples(connection, sinceMillis);
  }

  /** The gaps of the field that ended at or after a time. */
  List<RecordedGap> gaps(long sinceMillis) throws SQLException {
    return StoredFacts.gaps(connection, sinceMillis);
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
