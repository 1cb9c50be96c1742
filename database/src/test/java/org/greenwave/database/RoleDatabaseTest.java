package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoleDatabaseTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static Databases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new Databases();
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  @Test
  void threeServersMakeTheSchemaAtOnce() throws Exception {
    DatabaseUrl url = DatabaseUrl.of(databases.postgres.url());
    List<RoleDatabase> servers =
        Stream.of("alpha", "beta", "gamma")
            .map(server -> databases.unconnected(Databases.DIRECTORY, "many-at-once", server, url))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DatabaseState>> states =
          servers.stream().map(server -> threads.submit(server::connect)).toList();
      for (Future<DatabaseState> state : states) {
        assertThat(state.get()).isInstanceOf(DatabaseState.Connected.class);
      }
    }
    assertThat(servers.getFirst().settings().schema()).isEqualTo("greenwave_many_at_once");
    for (RoleDatabase server : servers) {
      assertThat(Databases.kept(server)).isZero();
      assertThat(server.probe().written()).isTrue();
    }
  }

  @Test
  void aReadCannotWrite() {
    RoleDatabase alpha = databases.open("reader", "alpha");
    assertThatThrownBy(() -> alpha.store().read(Databases.keep(1, 1)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("read-only");
  }

  @Test
  void workThatFailsLeavesNothing() throws Exception {
    RoleDatabase alpha = databases.open("failing", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThatThrownBy(() ->
            alpha
                .store()
                .write(
                    1,
                    connection -> {
                      Databases.insert(connection, 1, 1);
                      throw new IllegalStateException("half way");
                    }))
        .hasMessage("half way");
    assertThat(Databases.kept(alpha)).isZero();
  }

  @Test
  void aRestartOfTheDatabaseCostsNoWriteAfterIt() throws Exception {
    try (Databases own = new Databases()) {
      RoleDatabase alpha = own.open("restarted", "alpha");
      assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
      alpha.store().write(1, Databases.keep(1, 1));
      own.postgres.stop();
      assertThat(alpha.probe().sentence()).contains("cannot be reached");
      assertThat(alpha.state()).isInstanceOf(DatabaseState.Unreachable.class);

      EmbeddedPostgres again = EmbeddedPostgres.start(own.postgres.settings());
      try {
        assertThat(alpha.store().write(1, Databases.keep(2, 1))).isEqualTo(1);
        await().atMost(LIMIT).until(() -> alpha.probe().written());
        assertThat(alpha.state().sentence(Instant.now())).startsWith("Connected");
        assertThat(alpha.connect()).isInstanceOf(DatabaseState.Connected.class);
        assertThat(alpha.fences().read().orElseThrow().sameHistory()).isTrue();
        assertThat(Databases.kept(alpha)).isEqualTo(2);
      } finally {
        again.stop();
      }
    }
  }

  /** How long it was away must not count: a host that came back late would lose its role. */
  @Test
  void afterALongOutageTheDatabaseIsWrittenAtOnce() throws Exception {
    try (Databases own = new Databases();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RoleDatabase alpha = own.open("outage", "alpha");
      assertThat(alpha.fences().raise(1, Duration.ofSeconds(5))).isInstanceOf(Raise.Raised.class);
      own.postgres.stop();
      Future<Long> written = threads.submit(() -> untilItWrites(alpha));
      long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
      while (System.nanoTime() < until) {
        assertThat(alpha.probe().written()).isFalse();
      }
      EmbeddedPostgres again = EmbeddedPostgres.start(own.postgres.settings());
      long back = System.nanoTime();
      try {
        await().pollDelay(Duration.ZERO).until(() -> alpha.probe().written());
        assertThat(Duration.ofNanos(written.get() - back)).isLessThan(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(2));
      } finally {
        again.stop();
      }
    }
  }

  /** Tries without much of a pause, as a host does; when it could, by the steady clock. */
  private static long untilItWrites(RoleDatabase database) throws Exception {
    while (true) {
      try {
        database.store().write(1, Databases.keep(1, 1));
        return System.nanoTime();
      } catch (SQLException _) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  @Test
  void whatIsWrongIsSaidInOneSentence() throws Exception {
    String url = databases.postgres.url();
    assertThat(trouble(url.replaceFirst(":\\d+/", ":1/"))).isEqualTo(Trouble.Kind.UNREACHABLE);
    assertThat(trouble(url.replace("/greenwave", "/absent"))).isEqualTo(Trouble.Kind.NO_DATABASE);
    assertThat(trouble(url + "?targetServerType=secondary")).isEqualTo(Trouble.Kind.READ_ONLY);
  }

  /** A session that was ended says nothing about the database: no false alarm, no lost write. */
  @Test
  void endedSessionsLookNeitherLikeALostDatabaseNorLikeAFailedWrite() throws Exception {
    RoleDatabase alpha = databases.open("ended", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    for (long n = 1; n <= 10; n++) {
      databases.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where application_name like 'gw:ended:%'");
      assertThat(alpha.probe().trouble()).isEmpty();
      assertThat(alpha.store().write(1, Databases.keep(n, 1))).isEqualTo(1);
    }
    assertThat(alpha.state()).isInstanceOf(DatabaseState.Connected.class);
  }

  @Test
  void ofSeveralHostsTheOneThatAnswersIsFound() throws Exception {
    String url = databases.postgres.url().replace("127.0.0.1:", "127.0.0.1:1,127.0.0.1:");
    RoleDatabase alpha =
        databases.unconnected(Databases.DIRECTORY, "hosts", "alpha", DatabaseUrl.of(url));
    // The driver leaves out a host that has refused somebody, as in another test, for 2 s.
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> alpha.connect() instanceof DatabaseState.Connected);
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.state().sentence(Instant.now())).contains("127.0.0.1:1 or 127.0.0.1:");
  }

  private static Trouble.Kind trouble(String url) {
    RoleDatabase database =
        databases.unconnected(Databases.DIRECTORY, "trouble", "alpha", DatabaseUrl.of(url));
    DatabaseState state = database.connect();
    assertThat(state).isInstanceOf(DatabaseState.Unreachable.class);
    assertThat(state.sentence(Instant.now())).startsWith("The database at ").contains("Since");
    return ((DatabaseState.Unreachable) state).trouble().kind();
  }
}
