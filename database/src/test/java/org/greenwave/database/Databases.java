package org.greenwave.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.greenwave.database.RoleDatabaseSettings.Owner;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.RoleStore;

/** A real PostgreSQL and role databases of several servers in it, closed together. */
final class Databases implements AutoCloseable {
  static final UUID DIRECTORY = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private final List<RoleDatabase> opened = new ArrayList<>();
  final EmbeddedPostgres postgres;

  Databases() throws IOException {
    this.postgres = EmbeddedPostgres.temporary();
  }

  RoleDatabase open(String role, String server) {
    return open(DIRECTORY, role, server, DatabaseUrl.of(postgres.url()));
  }

  RoleDatabase open(UUID directory, String role, String server, DatabaseUrl url) {
    return open(new Owner(directory), role, server, url);
  }

  RoleDatabase open(Owner owner, String role, String server, DatabaseUrl url) {
    RoleDatabase made = unconnected(owner, role, server, url);
    if (made.connect() instanceof DatabaseState.Unreachable lost) {
      throw new IllegalStateException(lost.trouble().sentence());
    }
    return made;
  }

  RoleDatabase unconnected(UUID directory, String role, String server, DatabaseUrl url) {
    return unconnected(new Owner(directory), role, server, url);
  }

  private RoleDatabase unconnected(Owner owner, String role, String server, DatabaseUrl url) {
    RoleDatabaseSettings settings =
        new RoleDatabaseSettings(url, postgres.user(), postgres.password(), owner, role, server);
    RoleDatabase made =
        RoleDatabase.of(
            settings,
            "org/greenwave/database/steps",
            Databases.class.getClassLoader(),
            InstantSource.system());
    opened.add(made);
    return made;
  }

  /** Does something to the database that no role would do. */
  void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static RoleStore.Work<Integer> keep(long n, long fence) {
    return connection -> insert(connection, n, fence);
  }

  static int insert(Connection connection, long n, long fence) throws SQLException {
    try (var statement = connection.prepareStatement("insert into kept values (?, ?)")) {
      statement.setLong(1, n);
      statement.setLong(2, fence);
      return statement.executeUpdate();
    }
  }

  static long kept(RoleDatabase database) throws SQLException {
    return database
        .store()
        .read(connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public void close() throws IOException {
    opened.forEach(RoleDatabase::close);
    postgres.close();
  }
}
