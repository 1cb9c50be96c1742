package org.greenwave.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A role's schema: makes it, its fence and probe tables, and runs the role's migrations. All
 * servers of a role's list do so when they start; an advisory lock makes them take turns, and those
 * that find nothing to do take no lock.
 */
final class RoleSchema {
  static final Duration LONGEST_MIGRATION = Duration.ofMinutes(30);
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(10);
  private static final Duration PACE = Duration.ofMillis(200);
  private static final int LONGEST_LOCK_MILLIS = 250;
  private static final int OLDEST = 140_000;

  private final RoleDatabaseSettings settings;
  private final String migrations;
  private final ClassLoader loader;

  /**
   * A schema whose migrations lie in a class path folder; without any if that is the empty text.
   */
  RoleSchema(RoleDatabaseSettings settings, String migrations, ClassLoader loader) {
    this.settings = settings;
    this.migrations = migrations;
    this.loader = loader;
  }

  /**
   * Brings the schema up to date; returns the server's version.
   *
   * @param longestWait for another server that does so
   */
  String prepare(Runnable upgrading, Duration longestWait) throws SQLException {
    try (Connection connection = connect()) {
      String version = checkVersion(connection);
      if (!ready(connection) || pending()) {
        upgrading.run();
        upgrade(connection, longestWait);
      }
      return version;
    }
  }

  /**
   * The lock belongs to the session, with which it goes, and not to a transaction: a snapshot held
   * for minutes would block migrations that build an index concurrently. It is asked for again and
   * again: an answer that never comes, from a machine that died meanwhile, is noticed so.
   */
  private void upgrade(Connection connection, Duration longestWait) throws SQLException {
    long began = System.nanoTime();
    while (!locked(connection)) {
      if (System.nanoTime() - began > longestWait.toNanos()) {
        throw new SQLException("another server upgrades the tables", "55P03");
      }
      LockSupport.parkNanos(PACE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLException("interrupted while another server upgrades", "57014");
      }
    }
    if (!ready(connection)) {
      create(connection);
    }
    if (!migrations.isEmpty()) {
      migrate(flyway(LONGEST_MIGRATION));
    }
  }

  private boolean locked(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, FenceLock.upgradeKey(settings));
      try (ResultSet got = lock.executeQuery()) {
        return got.next() && got.getBoolean(1);
      }
    }
  }

  private void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + settings.schema());
      statement.execute(
          """
          create table if not exists fence (
            role text primary key,
            directory uuid not null,
            fence bigint not null check (fence > 0),
            server text not null,
            raised_at timestamptz not null,
            history text not null check (history <> ''),
            mark text)
          """);
      if (!marked(connection)) {
        mark(statement);
      }
      statement.execute(
          """
          create table if not exists probe (
            server text primary key,
            written_at timestamptz not null)
          """);
    }
  }

  /**
   * What a version before this one has made lacks the mark. A host may be at work under it and
   * waits as long as this does: so it is given up soon, and tried again by whoever connects.
   */
  private void mark(Statement statement) throws SQLException {
    statement.execute("set lock_timeout = " + LONGEST_LOCK_MILLIS);
    statement.execute("alter table %s.fence add column mark text".formatted(settings.schema()));
    statement.execute("reset lock_timeout");
  }

  private boolean ready(Connection connection) throws SQLException {
    return holds(connection, "select to_regclass(?) is not null", "probe") && marked(connection);
  }

  private boolean marked(Connection connection) throws SQLException {
    return holds(
        connection,
        "select exists (select from pg_attribute"
            + " where attrelid = to_regclass(?) and attname = 'mark' and not attisdropped)",
        "fence");
  }

  private boolean holds(Connection connection, String question, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, settings.schema() + "." + table);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() && found.getBoolean(1);
      }
    }
  }

  /** Version 0 is the schema with nothing but our own two tables, which Flyway finds there. */
  private Flyway flyway(Duration longestStatement) {
    return Flyway.configure(loader)
        .dataSource(settings.url().text(), settings.user(), settings.password())
        .jdbcProperties(asMap(patient(longestStatement)))
        .defaultSchema(settings.schema())
        .schemas(settings.schema())
        .createSchemas(false)
        .locations("classpath:" + (migrations.isEmpty() ? "none" : migrations))
        .failOnMissingLocations(!migrations.isEmpty())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true)
        .load();
  }

  private boolean pending() throws SQLException {
    if (migrations.isEmpty()) {
      return false;
    }
    try {
      return flyway(LONGEST_CHECK).info().pending().length > 0;
    } catch (FlywayException e) {
      throw asSql(e);
    }
  }

  private static void migrate(Flyway flyway) throws SQLException {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw asSql(e);
    }
  }

  private static SQLException asSql(FlywayException failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return new SQLException("Upgrading failed: " + failure.getMessage(), "XX000", failure);
  }

  private static String checkVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version_num')::int,"
                    + " current_setting('server_version')")) {
      row.next();
      if (row.getInt(1) < OLDEST) {
        throw new SQLException(
            "PostgreSQL " + row.getString(2) + " is too old, 14 or newer is needed", "0A000");
      }
      return row.getString(2).replaceFirst(" .*", "");
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = properties(LONGEST_CHECK);
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    return DriverManager.getConnection(settings.url().text(), properties);
  }

  private Properties properties(Duration longestStatement) {
    return SessionPool.driverProperties(settings, longestStatement);
  }

  /** One of Flyway's two sessions waits in a transaction as long as the other works. */
  private Properties patient(Duration longestStatement) {
    Properties properties = properties(longestStatement);
    String asTheWorkLasts =
        " -c idle_in_transaction_session_timeout=" + longestStatement.toMillis();
    properties.setProperty("options", properties.getProperty("options") + asTheWorkLasts);
    return properties;
  }

  private static Map<String, String> asMap(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
