package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.TssPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A few samples go another way into the database than many, and what is stored is the same. */
class FewAndManyTest {
  private static final long END = 1_795_698_000_000L;
  private static final int SAMPLES = 240;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static RoleDatabase database(String role) {
    RoleDatabase database =
        RoleDatabase.of(
            new RoleDatabaseSettings(
                DatabaseUrl.of(postgres.url()),
                postgres.user(),
                postgres.password(),
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                role,
                "alpha"),
            new TssPlugin().migrations(),
            FewAndManyTest.class.getClassLoader(),
            InstantSource.system());
    database.connect();
    var _ = database.fences().raise(1, Duration.ofSeconds(5));
    return database;
  }

  /** Of three zones; with and without each value, classes and numbers, and not in order. */
  private static Sample sample(int number) {
    int zone = 1 + number % 3;
    Reading reading =
        new Reading(
            number % 5 == 0 ? Reading.MISSING : number,
            number % 7 == 0 ? Reading.MISSING : number / 4f,
            number % 11 == 0 ? Reading.MISSING : 50.5f,
            number % 2 == 0 ? List.of() : List.of(number, -1, 0),
            number % 3 == 0 ? Quality.OK : Quality.FAILED);
    Origin origin = zone == 3 ? Origin.NONE : new Origin(1 + number / 200, number, -number);
    return new Sample(zone, END - number * 1_000L, 1, reading, origin);
  }

  private static void store(RoleDatabase database, int atOnce) throws Exception {
    DatabaseClock clock = new DatabaseClock(InstantSource.system());
    DayPartitions days = new DayPartitions();
    List<Sample> all = IntStream.range(0, SAMPLES).mapToObj(FewAndManyTest::sample).toList();
    for (int at = 0; at < SAMPLES; at += atOnce) {
      List<Submission> batch = List.of(Submission.of(all.subList(at, at + atOnce)));
      List<Integer> stored =
          database
              .store()
              .write(
                  1,
                  connection -> {
                    DayPartitions.create(connection, days.missing(all));
                    return new SampleTransaction(connection, clock).copy(batch);
                  });
      assertThat(stored).containsExactly(atOnce);
    }
    assertThat(clock.ownAhead().orElseThrow().abs()).isLessThan(Duration.ofSeconds(5));
  }

  private static List<String> rows(RoleDatabase database, String table) throws Exception {
    return database.store().read(connection -> rows(connection, table));
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select t::text from %s t order by 1".formatted(table))) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private static RoleDatabase withZones(String role) throws Exception {
    RoleDatabase database = database(role);
    return database
        .store()
        .write(
            1,
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(
                    "insert into unit (id, source, kind, name) values (1, 's', 'probe', 'u')");
                statement.execute(
                    "insert into zone (id, unit_id, number, period_seconds)"
                        + " select n, 1, n, 1 from generate_series(1, 3) n");
              }
              return database;
            });
  }

  @Test
  void whatIsStoredIsTheSame() throws Exception {
    try (RoleDatabase few = withZones("few");
        RoleDatabase many = withZones("many")) {
      store(few, 3);
      store(many, SAMPLES);
      assertThat(rows(few, "sample")).hasSize(SAMPLES).isEqualTo(rows(many, "sample"));
      assertThat(rows(few, "zone_current")).hasSize(3).isEqualTo(rows(many, "zone_current"));
      String counted = "(select samples from tally)";
      assertThat(rows(few, counted)).isEqualTo(rows(many, counted)).containsExactly("(240)");
      assertThatThrownBy(() -> store(few, 3))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(SqlFaults.storedAlready(e)).isTrue());
    }
  }
}
