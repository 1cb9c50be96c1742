package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.greenwave.role.FencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hosts that freeze in the middle of a write, and what would happen without the lock. */
class FrozenHostTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static Databases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new Databases();
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
    THREADS.close();
  }

  /** Its commit is on the way when the line freezes; it arrives after the fence was raised. */
  @Test
  void aCommitThatWasOnTheWayWhenTheHostFrozeComesToNothing() throws Exception {
    try (FreezingProxy line = new FreezingProxy(databases.postgres.port())) {
      RoleDatabase alpha = open("frozen", "alpha", line);
      RoleDatabase beta = databases.open("frozen", "beta");
      assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
      Future<Integer> write =
          THREADS.submit(() ->
              alpha
                  .store()
                  .write(
                      1,
                      connection -> {
                        int rows = Databases.insert(connection, 1, 1);
                        line.freeze();
                        return rows;
                      }));
      await().atMost(LIMIT).until(() -> sessionsUnder("frozen", 1) == 1);
      assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
      assertThat(beta.store().write(2, Databases.keep(2, 2))).isEqualTo(1);
      line.thaw();
      assertThatThrownBy(() -> write.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLException.class);
      assertThat(Databases.kept(beta)).isEqualTo(1);
      assertThat(
              catchThrowableOfType(
                      FencedException.class, () -> alpha.store().write(1, Databases.keep(3, 1)))
                  .held())
          .isEqualTo(2);
    }
  }

  /** The database is stuck in sending to a host that does not read; such a session ends as well. */
  @Test
  void aHostThatStopsReadingAHugeAnswerIsEnded() throws Exception {
    try (FreezingProxy line = new FreezingProxy(databases.postgres.port())) {
      RoleDatabase alpha = open("stuck", "alpha", line);
      RoleDatabase beta = databases.open("stuck", "beta");
      assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
      Future<Integer> write =
          THREADS.submit(() ->
              alpha
                  .store()
                  .write(
                      1,
                      connection -> {
                        Databases.insert(connection, 1, 1);
                        line.freeze();
                        return readMuch(connection);
                      }));
      await().atMost(LIMIT).until(() -> sessionsUnder("stuck", 1) == 1);
      long began = System.nanoTime();
      assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      line.thaw();
      assertThatThrownBy(() -> write.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SQLException.class);
      assertThat(Databases.kept(beta)).isZero();
    }
  }

  /** What the fence costs: begin + lock + read in one round trip, the work, the commit. */
  @Test
  void aWriteCostsTwoRoundTripsBesideItsWork() throws Exception {
    try (FreezingProxy line = new FreezingProxy(databases.postgres.port())) {
      RoleDatabase alpha = open("turns", "alpha", line);
      assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
      for (long n = 1; n <= 20; n++) {
        alpha.store().write(1, Databases.keep(n, 1));
      }
      int before = line.turns();
      for (long n = 21; n <= 30; n++) {
        alpha.store().write(1, Databases.keep(n, 1));
      }
      assertThat(line.turns() - before).isBetween(30, 33);
    }
  }

  /** The comparison: the same write, checking the fence without the lock, commits too late. */
  @Test
  void withoutTheLockAStaleWriteCommits() throws Exception {
    RoleDatabase alpha = databases.open("lockless", "alpha");
    RoleDatabase beta = databases.open("lockless", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    try (Connection lockless = plain();
        Statement statement = lockless.createStatement()) {
      lockless.setAutoCommit(false);
      try (var row = statement.executeQuery("select fence from greenwave_lockless.fence")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong(1)).isEqualTo(1);
      }
      assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
      statement.execute("insert into greenwave_lockless.kept values (1, 1)");
      lockless.commit();
    }
    assertThat(Databases.kept(beta)).as("a write under fence 1, committed after fence 2").isOne();
  }

  /**
   * The second comparison: one statement that locks and reads has its snapshot from before the
   * wait, and reads the old fence although the lock was granted after the new one was committed.
   */
  @Test
  void lockAndReadInOneStatementReadTheOldFence() throws Exception {
    RoleDatabase alpha = databases.open("snapshot", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    long key = FenceLock.key(alpha.settings());
    CountDownLatch locked = new CountDownLatch(1);
    try (Connection raiser = plain();
        Statement raising = raiser.createStatement()) {
      raiser.setAutoCommit(false);
      raising.execute("select pg_advisory_xact_lock(" + key + ")");
      Future<Long> oneStatement = THREADS.submit(() -> lockAndReadAtOnce(key, locked));
      assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
      await().atMost(LIMIT).until(() -> waiting(key) == 1);
      raising.execute("update greenwave_snapshot.fence set fence = 2");
      raiser.commit();
      assertThat(oneStatement.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(alpha.fences().read().orElseThrow().fence()).isEqualTo(2);
  }

  private static long lockAndReadAtOnce(long key, CountDownLatch began) throws SQLException {
    try (Connection connection = plain();
        Statement statement = connection.createStatement()) {
      began.countDown();
      try (var row =
          statement.executeQuery(
              "with locked as materialized (select pg_advisory_lock_shared("
                  + key
                  + "))"
                  + " select fence from locked, greenwave_snapshot.fence")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long waiting(long key) throws SQLException {
    return number(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            + " and (classid::bigint << 32 | objid::bigint) = "
            + key);
  }

  private static long sessionsUnder(String role, long fence) throws SQLException {
    return number(
        "select count(*) from pg_stat_activity where application_name like 'gw:%s:%d:%%'"
            .formatted(role, fence));
  }

  private static int readMuch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery("select repeat('x', 1000) from generate_series(1, 50000)")) {
      return rows.next() ? 1 : 0;
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = plain();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Connection plain() throws SQLException {
    return DriverManager.getConnection(
        databases.postgres.url(), databases.postgres.user(), databases.postgres.password());
  }

  private static RoleDatabase open(String role, String server, FreezingProxy line) {
    return databases.open(Databases.DIRECTORY, role, server, line.url());
  }
}
