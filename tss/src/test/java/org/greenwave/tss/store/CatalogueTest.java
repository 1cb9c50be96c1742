package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.TssPlugin;
import org.greenwave.tss.ready.WaitingThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The catalogue, the partitions and the sessions for answers, on a real database. */
class CatalogueTest {
  private static final UUID DIRECTORY = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final long PERIOD = 10_000;

  private EmbeddedPostgres postgres;
  private RoleDatabase database;
  private RoleStore store;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
    database =
        RoleDatabase.of(
            new RoleDatabaseSettings(
                DatabaseUrl.of(postgres.url()),
                postgres.user(),
                postgres.password(),
                DIRECTORY,
                "tss",
                "alpha"),
            new TssPlugin().migrations(),
            CatalogueTest.class.getClassLoader(),
            InstantSource.system());
    database.connect();
    var _ = database.fences().raise(1, Duration.ofSeconds(5));
    store = database.store();
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
    postgres.close();
  }

  private static Sample sample(long periodEndMillis) {
    return sample(periodEndMillis, Origin.NONE);
  }

  private static Sample sample(long periodEndMillis, Origin origin) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    return new Sample(1, periodEndMillis, 10, reading, origin);
  }

  private int execute(String sql) throws Exception {
    return store.write(
        1,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  /** Law L3: what a promoted database has lost has to be fetched from the device again. */
  @Test
  void whatTheDatabaseHasLostIsNoAnchor() throws Exception {
    execute("insert into unit (id, source, kind, name) values (1, 's', 'probe', 'u')");
    execute("insert into zone (id, unit_id, number, period_seconds) values (1, 1, 1, 10)");
    execute(
        "insert into zone_current (zone_id, period_end, period_seconds, quality, epoch,"
            + " fingerprint) values (1, to_timestamp(1000), 10, 0, 1, 0)");
    Catalogue catalogue = new Catalogue(new DatabaseClock(InstantSource.system()));
    catalogue.load(store);
    catalogue.committed(List.of(sample(1_000_000 + 2 * PERIOD)));
    catalogue.loadCurrent(store);
    assertThat(catalogue.current(1).orElseThrow().periodEndMillis()).isEqualTo(1_000_000);
    execute("delete from zone_current");
    catalogue.loadCurrent(store);
    assertThat(catalogue.current(1)).isEmpty();
  }

  /** A source may become one of another kind, and its zones stay theirs. */
  @Test
  void whatIsNotNumberedAnyMoreGoesOnByItsEnds() throws Exception {
    execute("insert into unit (id, source, kind, name) values (1, 's', 'probe', 'u')");
    execute("insert into zone (id, unit_id, number, period_seconds) values (1, 1, 1, 10)");
    DatabaseClock clock = new DatabaseClock(InstantSource.system());
    long end = 1_795_698_000_000L;
    Sample numbered = sample(end, new Origin(2, 7, 0));
    Sample unnumbered = sample(end + PERIOD);
    Sample again = sample(end + 2 * PERIOD, new Origin(1, 8, 0));
    Sample before = sample(end + PERIOD / 2);
    try (SampleWriter writer =
        new SampleWriter(
            new WaitingThread(), new FencedStore(store, 1), new DayPartitions(), clock, _ -> {})) {
      Catalogue catalogue = new Catalogue(clock);
      for (Sample sample : List.of(numbered, unnumbered, again, before)) {
        var _ =
            writer.submit(Submission.of(List.of(sample))).orElseThrow().get(9, TimeUnit.SECONDS);
        catalogue.committed(List.of(sample));
        Catalogue read = new Catalogue(clock);
        read.load(store);
        assertThat(read.current(1)).isEqualTo(catalogue.current(1));
      }
      assertThat(catalogue.current(1)).contains(again);
    }
  }

  /** As after each activation, when units are registered while the catalogue is read anew. */
  @Test
  void whatChangesWhileTheDatabaseIsReadIsKept() throws Exception {
    Registry registry = new Registry(store);
    Catalogue catalogue = new Catalogue(new DatabaseClock(InstantSource.system()));
    catalogue.registered(registry.register(1, "field", List.of(unit("old"))).values());
    RoleStore slow =
        new BusyStore(
            store,
            () -> {
              catalogue.registered(registry.register(1, "field", List.of(unit("new"))).values());
              registry.retireOthers(1, "field", Set.of("new"));
              catalogue.retired(catalogue.units().values().iterator().next());
            });
    catalogue.load(slow);
    assertThat(catalogue.of("field")).containsOnlyKeys("new");
    assertThat(catalogue.zones()).hasSize(1);
    registry.retireOthers(1, "field", Set.of());
    catalogue.load(store);
    assertThat(catalogue.units()).isEmpty();
    assertThat(catalogue.zones()).isEmpty();
  }

  /** A zone that is placed by the period that it had before would be placed wrongly. */
  @Test
  void whatAnotherHostHasRegisteredSinceIsReadAnew() throws Exception {
    Registry registry = new Registry(store);
    Catalogue standby = new Catalogue(new DatabaseClock(InstantSource.system()));
    standby.load(store);
    registry.register(1, "field", List.of(unit("one"), unit("two")));
    assertThat(standby.loadCurrent(store)).isTrue();
    assertThat(standby.of("field")).containsOnlyKeys("one", "two");
    execute("update zone set period_seconds = 60 where id = (select max(id) from zone)");
    assertThat(standby.loadIfChanged(store)).isTrue();
    assertThat(standby.zones().lastEntry().getValue().periodSeconds()).isEqualTo(60);
    registry.retireOthers(1, "field", Set.of("two"));
    assertThat(standby.loadCurrent(store)).isTrue();
    assertThat(standby.of("field")).containsOnlyKeys("two");
    registry.register(1, "field", List.of(unit("two"))); // with the period that it had
    assertThat(standby.loadIfChanged(store)).isTrue();
    registry.register(1, "field", List.of(unit("two")));
    assertThat(standby.loadIfChanged(store)).isFalse();
    assertThat(standby.loadCurrent(store)).isFalse();
  }

  private static UnitSpec unit(String name) {
    return new UnitSpec(
        "probe",
        name,
        "",
        Double.NaN,
        Double.NaN,
        List.of(new UnitSpec.ZoneSpec(1, "lane", 10, 4, 1)));
  }

  /** The database, with something that happens once the units were read, before the zones are. */
  private record BusyStore(RoleStore database, Happening happening) implements RoleStore {
    interface Happening {
      void happens() throws Exception;
    }

    @Override
    public <T> T read(Work<T> work) throws SQLException {
      return database.read(connection -> work.run(watched(connection)));
    }

    private Connection watched(Connection connection) {
      int[] prepared = {0};
      return (Connection)
          Proxy.newProxyInstance(
              BusyStore.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, given) -> {
                Object answer = method.invoke(connection, given);
                if (method.getName().equals("prepareStatement") && ++prepared[0] == 2) {
                  happening.happens();
                }
                return answer;
              });
    }

    @Override
    public <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
      return database.write(fence, work);
    }

    @Override
    public <T> T rehearse(Work<T> work) throws SQLException {
      return database.rehearse(work);
    }
  }

  /** As a dump of the database does, for hours. */
  @Test
  @Timeout(60)
  void aPartitionIsMadeWhileSomebodyReads() throws Exception {
    try (Connection reader =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        Statement reading = reader.createStatement()) {
      reader.setAutoCommit(false);
      String schema = store.read(connection -> String.valueOf(connection.getSchema()));
      reading.execute("select count(*) from " + schema + ".sample");
      Set<LocalDate> days = Set.of(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2));
      for (int twice = 0; twice < 2; twice++) {
        store.write(
            1,
            connection -> {
              DayPartitions.create(connection, days);
              return days.size();
            });
      }
    }
    assertThat(
            execute(
                "insert into sample (period_end, zone_id, period_seconds, quality, epoch)"
                    + " values ('2026-03-01 12:00+00', 1, 10, 0, 1)"))
        .isEqualTo(1);
  }

  /** Storing must not wait for those who only ask. */
  @Test
  @Timeout(60)
  void aCrowdThatAsksLeavesSessionsToWhoStores() throws Exception {
    AnswerStore asked = new AnswerStore(store);
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int one = 0; one < 6; one++) {
        crowd.execute(() -> ask(asked, begun, over));
      }
      begun.await();
      assertThat(execute("delete from gap")).isZero();
      assertThatThrownBy(() -> asked.read(connection -> 1))
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(SqlFaults.databaseAway(refused)).isTrue());
      over.countDown();
    }
    assertThat(asked.<Integer>read(connection -> 2)).isEqualTo(2);
  }

  private static void ask(AnswerStore asked, CountDownLatch begun, CountDownLatch over) {
    try {
      var _ =
          asked.<Boolean>read(connection -> {
            begun.countDown();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return true;
          });
    } catch (SQLException tooMany) {
      assertThat(tooMany.getMessage()).contains("Too many");
    }
  }
}
