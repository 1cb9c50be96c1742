package org.greenwave.database.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The user and the database {@code greenwave} inside an embedded PostgreSQL. */
final class Accounts {
  private Accounts() {}

  /** Makes what is missing, and sets the password if it is not the one that is asked for. */
  static void ensure(PostgresFolder folder, int port) throws IOException {
    String password = folder.password();
    if (opens(port, password)) {
      return;
    }
    try (Connection superuser =
            connect(port, PostgresFolder.SUPERUSER, "postgres", folder.superuserPassword());
        Statement statement = superuser.createStatement()) {
      String action =
          exists(superuser, "select 1 from pg_roles where rolname = ?") ? "alter" : "create";
      statement.execute(
          action + " role greenwave login password " + statement.enquoteLiteral(password));
      if (!exists(superuser, "select 1 from pg_database where datname = ?")) {
        statement.execute("create database greenwave owner greenwave");
      }
    } catch (SQLException e) {
      throw new EmbeddedPostgresException(
          "The database greenwave in %s could not be made: %s"
              .formatted(folder.data(), e.getMessage()),
          e);
    }
  }

  private static boolean opens(int port, String password) {
    try (Connection connection = connect(port, "greenwave", "greenwave", password)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, "greenwave");
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private static Connection connect(int port, String user, String database, String password)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("ApplicationName", "greenwave-keeper");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
  }
}
