package org.greenwave.tss;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.greenwave.database.DatabaseState;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.tss.store.DatabaseClock;

/** One role database and several servers' roles on it, closed together. */
final class Site implements AutoCloseable {
  private static final UUID DIRECTORY = UUID.fromString("11111111-2222-3333-4444-555555555555");

  private final EmbeddedPostgres postgres;
  private final String role;
  private final List<Server> open = new ArrayList<>();
  final List<String> live = new CopyOnWriteArrayList<>();

  Site(EmbeddedPostgres postgres, String role) {
    this.postgres = postgres;
    this.role = role;
  }

  /** One server's part: its database and its role. */
  record Server(RoleDatabase database, HostedRole role) {
    /** Raises the fence, activates, and answers when that began, by the steady clock. */
    long activate(long fence, String settings) throws Exception {
      Raise raised = database.fences().raise(fence, Duration.ofSeconds(5));
      if (!(raised instanceof Raise.Raised)) {
        throw new IllegalStateException(raised.sentence());
      }
      long began = System.nanoTime();
      role.activate(fence, settings);
      return began;
    }
  }

  Server server(String name, InstantSource clock) throws IOException {
    return server(name, clock, System::nanoTime);
  }

  /** A server with a wall clock and a steady clock of its own. */
  Server server(String name, InstantSource clock, LongSupplier steadyNanos) throws IOException {
    TssPlugin plugin = new TssPlugin();
    RoleDatabaseSettings settings =
        new RoleDatabaseSettings(
            DatabaseUrl.of(postgres.url()),
            postgres.user(),
            postgres.password(),
            DIRECTORY,
            role,
            name);
    RoleDatabase database =
        RoleDatabase.of(settings, plugin.migrations(), Site.class.getClassLoader(), clock);
    if (database.connect() instanceof DatabaseState.Unreachable lost) {
      throw new IllegalStateException(lost.trouble().sentence());
    }
    Path folder = Files.createTempDirectory("tss");
    HostedRole hosted =
        new TssRole(
            new RoleContext(
                role, name, database.store(), folder, clock, (topic, json) -> live.add(json)),
            new DatabaseClock(clock, steadyNanos));
    Server server = new Server(database, hosted);
    open.add(server);
    return server;
  }

  /** Settings for some devices. */
  static String settings(List<TestDevice> devices) {
    StringBuilder units = new StringBuilder();
    for (int at = 0; at < devices.size(); at++) {
      units.append(at == 0 ? "" : ",");
      units.append(
          "{\"name\":\"U-%03d\",\"address\":\"%s\",\"lat\":52.1,\"lon\":5.2}"
              .formatted(at, devices.get(at).address()));
    }
    return ("{\"staleAfterSeconds\":5,\"noDataAfterSeconds\":60,\"sources\":[{\"id\":\"field\","
            + "\"kind\":\"ntcip1209\",\"timeoutMillis\":200,\"retries\":1,\"units\":[%s]}]}")
        .formatted(units);
  }

  /** A row of the sample table with the unit's name and the zone's number. */
  record Row(String unit, int zone, int epoch, int sequence, long endMillis, int volume) {}

  /** All samples, by unit, zone and time. */
  static List<Row> rows(Server server) throws SQLException {
    String sql =
        "select u.name, z.number, s.epoch, s.sequence,"
            + " (extract(epoch from s.period_end) * 1000)::int8, s.volume::int"
            + " from sample s join zone z on z.id = s.zone_id join unit u on u.id = z.unit_id"
            + " order by u.name, z.number, s.period_end";
    return server
        .database()
        .store()
        .read(connection -> {
          List<Row> rows = new ArrayList<>();
          try (var query = connection.createStatement();
              var row = query.executeQuery(sql)) {
            while (row.next()) {
              rows.add(
                  new Row(
                      row.getString(1),
                      row.getInt(2),
                      row.getInt(3),
                      row.getInt(4),
                      row.getLong(5),
                      row.getInt(6)));
            }
          }
          return rows;
        });
  }

  static long count(Server server, String sql) throws SQLException {
    return server
        .database()
        .store()
        .read(connection -> {
          try (var query = connection.createStatement();
              var row = query.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
          }
        });
  }

  /** Changes what is stored, under a fence. */
  static void change(Server server, long fence, String sql) throws Exception {
    var _ =
        server
            .database()
            .store()
            .write(
                fence,
                connection -> {
                  try (var statement = connection.createStatement()) {
                    return statement.executeUpdate(sql);
                  }
                });
  }

  /** The body of an answer to a reading call. */
  static String get(Server server, String path, Map<String, String> query) throws Exception {
    Answer answer =
        server.role().answer(new Call("GET", path, query, "", InputStream.nullInputStream()));
    var body = new ByteArrayOutputStream();
    answer.body().writeTo(body);
    return answer.status() + " " + body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    for (Server server : open) {
      server.role().close();
      server.database().close();
    }
  }
}
