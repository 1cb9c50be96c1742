package org.greenwave.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.util.PSQLException;

/**
 * A small pool of sessions of one role, at least one of them always open. Nothing in it waits for
 * ever: connecting, asking and being asked are all bounded, here and on the database's side.
 */
final class SessionPool implements AutoCloseable {
  /** Something done by single statements that may be done twice. */
  @FunctionalInterface
  interface Repeatable<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Names the history that a session talks to, and its place: the same with the database, of which
   * a copy is another one. A primary cannot change its timeline without ending all sessions, so
   * once for each session is enough.
   */
  private static final String NOTE_HISTORY =
      """
      select set_config('greenwave.history', history, false),
        set_config('greenwave.place', history || '/' || database, false)
      from (
        select system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
            as history,
          (select oid from pg_database where datname = current_database()) as database
        from pg_control_system()) as here
      """;

  /** PostgreSQL's own word for having no session free (too_many_connections). */
  private static final String ALL_IN_USE = "53300";

  private final HikariConfig config;
  private volatile HikariDataSource source;
  private boolean closed;

  private SessionPool(HikariConfig config) {
    this.config = config;
    this.source = new HikariDataSource(config);
  }

  /** Makes a pool; the database need not be there yet. */
  static SessionPool open(RoleDatabaseSettings settings, int most, Duration longestStatement) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(SessionName.idle(settings) + (most == 1 ? "" : ":" + most));
    config.setJdbcUrl(settings.url().text());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setDataSourceProperties(driverProperties(settings, longestStatement));
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setIdleTimeout(60_000);
    config.setKeepaliveTime(30_000);
    config.setConnectionTimeout(1_000);
    config.setValidationTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(NOTE_HISTORY);
    return new SessionPool(config);
  }

  /** What the driver is told; also used for the sessions that migrations run in. */
  static Properties driverProperties(RoleDatabaseSettings settings, Duration longestStatement) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", SessionName.idle(settings));
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("hostRecheckSeconds", "2");
    // The driver has one limit for all hosts together: a dead one would leave the next no time.
    properties.setProperty("loadBalanceHosts", String.valueOf(settings.url().hosts().size() > 1));
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "3");
    properties.setProperty("cancelSignalTimeout", "2");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty(
        "socketTimeout", Long.toString(longestStatement.plusSeconds(2).toSeconds()));
    properties.setProperty("options", sessionOptions(settings, longestStatement));
    return properties;
  }

  /**
   * Sent with the start of a session, so they cost no round trip. The keep-alives and the limit on
   * idle transactions end the session, and with it the locks, of a host that froze or was cut off.
   */
  private static String sessionOptions(RoleDatabaseSettings settings, Duration longestStatement) {
    return String.join(
        " ",
        "-c search_path=" + settings.schema(),
        "-c statement_timeout=" + longestStatement.toMillis(),
        "-c idle_in_transaction_session_timeout=15000",
        "-c synchronous_commit=on",
        "-c default_transaction_isolation=read\\ committed",
        "-c tcp_keepalives_idle=5",
        "-c tcp_keepalives_interval=2");
  }

  private Connection session() throws SQLException {
    HikariDataSource asked = source;
    try {
      return asked.getConnection();
    } catch (SQLException e) {
      boolean failed = e.getCause() instanceof SQLException;
      if (sessions(asked) > 0 && !failed) {
        throw new SQLException("all sessions of the role are in use", ALL_IN_USE, e);
      }
      if (sessions(asked) == 0 && failed && Trouble.mayPassByItself(e)) {
        replace(asked);
      }
      throw e;
    }
  }

  /** Those that are open; one that is being opened does not count yet. */
  private static int sessions(HikariDataSource asked) {
    HikariPoolMXBean pool = asked.getHikariPoolMXBean();
    return pool == null ? 0 : pool.getTotalConnections();
  }

  /**
   * Begins anew with a pool that has failed to open a session. It would try ever more seldom, and
   * whoever asks would wait with it: after an outage of some seconds for up to 5 s more, in which a
   * host passes for one that has lost its database.
   */
  private synchronized void replace(HikariDataSource failed) {
    if (!closed && source == failed) {
      source = new HikariDataSource(config);
      Thread.ofVirtual().name("pool-end").start(failed::close);
    }
  }

  /** Lends a session, in a transaction that begins with its first statement. */
  Session take() throws SQLException {
    Connection connection = session();
    try {
      // Here and not in the pool's settings: with those, its own checks of idle sessions would
      // leave transactions open. The driver sends nothing for this.
      connection.setAutoCommit(false);
      return new Session(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Runs single statements, each a transaction of its own. If the session turns out to be broken,
   * they are run once more on a fresh one: a session that died says nothing about the database.
   */
  <T> T single(Repeatable<T> work) throws SQLException {
    try {
      return runSingle(work);
    } catch (SQLException e) {
      if (!renewedAfter(e)) {
        throw e;
      }
      return runSingle(work);
    }
  }

  private <T> T runSingle(Repeatable<T> work) throws SQLException {
    try (Connection connection = session()) {
      return work.run(connection);
    }
  }

  /**
   * Opens a session if none is open. The pool would do that by itself, but after an outage not
   * before up to 5 s.
   */
  void keepOne() throws SQLException {
    if (sessions(source) == 0) {
      warm();
    }
  }

  /** Opens a session if none is open, and asks whether it is sound. */
  void warm() throws SQLException {
    try (Connection connection = session()) {
      if (!connection.isValid(1)) {
        throw new SQLException("The session just opened is not valid", "08006");
      }
    }
  }

  /**
   * Ends a session after a failure that the database has not reported itself. Nobody knows what it
   * would answer next: what comes late for one question would pass for the answer to the next, the
   * fence's row among them (law L2).
   */
  void doubt(Connection connection, Throwable failure) throws SQLException {
    if (!(failure instanceof PSQLException told && told.getServerErrorMessage() != null)) {
      connection.abort(Runnable::run);
      source.evictConnection(connection);
    }
  }

  /** Throws all open sessions away if a failure shows that one was broken; tells whether so. */
  boolean renewedAfter(SQLException failure) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    boolean broken = Trouble.connectionLost(failure) && pool != null;
    if (broken) {
      pool.softEvictConnections();
    }
    return broken;
  }

  @Override
  public synchronized void close() {
    closed = true;
    source.close();
  }
}
