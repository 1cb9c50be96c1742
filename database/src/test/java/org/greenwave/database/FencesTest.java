package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.greenwave.role.FencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

class FencesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final String STALE =
      "select count(*) from (select fence, held, max(held) over (order by at) as highest"
          + " from seen) s where fence <> held or held < highest";
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

  @Test
  void nothingIsWrittenBeforeTheFirstActivation() {
    RoleDatabase alpha = databases.open("first", "alpha");
    assertThatThrownBy(() -> alpha.store().write(1, Databases.keep(1, 1)))
        .isInstanceOf(FencedException.class);
  }

  /** Also while somebody raises it: whoever asks only once a while must not wait for that. */
  @Test
  void whetherAFenceStillCountsIsReadWithoutWaiting() throws Exception {
    RoleDatabase alpha = databases.open("looking", "alpha");
    RoleDatabase beta = databases.open("looking", "beta");
    assertThatThrownBy(() -> alpha.fences().check(1)).isInstanceOf(FencedException.class);
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    alpha.fences().check(1);
    assertThatThrownBy(() -> beta.fences().check(1)).isInstanceOf(FencedException.class);
    var _ =
        alpha.handOver(
            1,
            2,
            "beta",
            _ -> {
              try {
                alpha.fences().check(1);
                return true;
              } catch (FencedException e) {
                throw new SQLException(e);
              }
            });
    assertThatThrownBy(() -> alpha.fences().check(1))
        .isInstanceOfSatisfying(
            FencedException.class, refused -> assertThat(refused.held()).isEqualTo(2));
    beta.fences().check(2);
  }

  /** A COPY that is left open answers the next question, if that is asked on its session. */
  @Test
  @Timeout(60)
  void aSessionThatOwesAnAnswerIsNotUsedAgain() throws Exception {
    RoleDatabase alpha = databases.open("owing", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThatThrownBy(() ->
            alpha
                .store()
                .write(
                    1,
                    connection -> {
                      PGConnection session = connection.unwrap(PGConnection.class);
                      var _ = session.getCopyAPI().copyIn("copy kept from stdin");
                      throw new SQLException("Read timed out", "08006");
                    }))
        .hasMessage("Read timed out");
    assertThat(alpha.store().write(1, Databases.keep(1, 1))).isEqualTo(1);
    assertThat(Databases.kept(alpha)).isEqualTo(1);
  }

  @Test
  void aSessionOutlivesWhatTheDatabaseRefuses() throws Exception {
    RoleDatabase alpha = databases.open("refusing", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    List<Integer> sessions = new CopyOnWriteArrayList<>();
    assertThatThrownBy(() ->
            alpha
                .store()
                .write(
                    1,
                    connection -> {
                      sessions.add(session(connection));
                      return connection.createStatement().executeUpdate("insert into nothing");
                    }))
        .isInstanceOf(SQLException.class);
    alpha.store().write(1, connection -> sessions.add(session(connection)));
    assertThat(sessions).hasSize(2);
    assertThat(sessions.getFirst()).isEqualTo(sessions.getLast());
  }

  private static int session(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  @Test
  void theHostWritesUntilAHigherFenceIsRaised() throws Exception {
    RoleDatabase alpha = databases.open("plain", "alpha");
    RoleDatabase beta = databases.open("plain", "beta");
    assertThat(alpha.fences().raise(3, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(3, Databases.keep(1, 3))).isEqualTo(1);
    assertThat(beta.fences().raise(4, LIMIT)).isInstanceOf(Raise.Raised.class);

    FencedException refused = catchFenced(() -> alpha.store().write(3, Databases.keep(2, 3)));
    assertThat(refused.held()).isEqualTo(4);
    assertThat(Databases.kept(beta)).isEqualTo(1);
    assertThat(beta.store().write(4, Databases.keep(2, 4))).isEqualTo(1);
    FenceRow row = beta.fences().read().orElseThrow();
    assertThat(row.server()).isEqualTo("beta");
    assertThat(row.sameHistory()).isTrue();
  }

  @Test
  void raisingIsRefusedBelowAHigherFenceAndRepeatableAtItsOwn() throws Exception {
    RoleDatabase alpha = databases.open("order", "alpha");
    RoleDatabase beta = databases.open("order", "beta");
    assertThat(beta.fences().raise(9, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(beta.fences().raise(9, LIMIT)).isInstanceOf(Raise.Raised.class);
    for (long fence : new long[] {8, 9}) {
      assertThat(alpha.fences().raise(fence, LIMIT))
          .isInstanceOfSatisfying(
              Raise.HigherFence.class, r -> assertThat(r.held().fence()).isEqualTo(9));
    }
  }

  @Test
  void anotherDirectoryIsRefusedAndCannotWrite() throws Exception {
    RoleDatabase alpha = databases.open("owned", "alpha");
    RoleDatabase copy =
        databases.open(
            UUID.randomUUID(), "owned", "alpha", DatabaseUrl.of(databases.postgres.url()));
    assertThat(alpha.fences().raise(5, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(copy.fences().raise(6, LIMIT)).isInstanceOf(Raise.OtherDirectory.class);
    assertThat(catchFenced(() -> copy.store().write(5, Databases.keep(1, 5))).held()).isEqualTo(5);
    assertThat(alpha.store().write(5, Databases.keep(1, 5))).isEqualTo(1);
  }

  /** A frozen host: its transaction sits on the shared lock with an idle session. */
  @Test
  void aTransactionThatHoldsTheLockIsEndedAndCannotCommit() throws Exception {
    RoleDatabase alpha = databases.open("zombie", "alpha");
    RoleDatabase beta = databases.open("zombie", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    Future<Integer> zombie =
        THREADS.submit(() ->
            alpha
                .store()
                .write(
                    1,
                    connection -> {
                      int rows = Databases.insert(connection, 1, 1);
                      written.countDown();
                      await(thaw);
                      return rows;
                    }));
    await(written);
    assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    thaw.countDown();
    assertThatThrownBy(() -> zombie.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SQLException.class);
    assertThat(Databases.kept(beta)).isZero();
    catchFenced(() -> alpha.store().write(1, Databases.keep(1, 1)));
  }

  @Test
  void activationLeavesTheWarmSessionsOfStandbysAlone() throws Exception {
    RoleDatabase alpha = databases.open("warm", "alpha");
    RoleDatabase beta = databases.open("warm", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    alpha.store().write(1, Databases.keep(1, 1));
    int session = alpha.store().read(FencesTest::backend);
    assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().read(FencesTest::backend)).isEqualTo(session);
  }

  @Test
  void ofTwoRacingActivationsTheHigherHoldsInTheEnd() throws Exception {
    RoleDatabase alpha = databases.open("race", "alpha");
    RoleDatabase beta = databases.open("race", "beta");
    for (int round = 1; round <= 25; round++) {
      long low = 2L * round;
      Future<Raise> first = THREADS.submit(() -> alpha.fences().raise(low, LIMIT));
      Future<Raise> second = THREADS.submit(() -> beta.fences().raise(low + 1, LIMIT));
      assertThat(second.get()).isInstanceOf(Raise.Raised.class);
      assertThat(first.get()).isInstanceOfAny(Raise.Raised.class, Raise.HigherFence.class);
      FenceRow row = beta.fences().read().orElseThrow();
      assertThat(row.fence()).isEqualTo(low + 1);
      assertThat(row.server()).isEqualTo("beta");
    }
  }

  /**
   * Law L2 by brute force: each row names the fence it was written under, the fence held at that
   * moment, and its place in the order of writing, taken while the lock was held.
   */
  @Test
  void noWriteCommitsUnderALowerFenceWhileTheHostChangesUnderLoad() throws Exception {
    RoleDatabase[] hosts = {databases.open("load", "alpha"), databases.open("load", "beta")};
    databases.execute("create table greenwave_load.seen (at bigserial, fence bigint, held bigint)");
    CountDownLatch stop = new CountDownLatch(1);
    AtomicLong current = new AtomicLong(1);
    List<Future<Long>> writers =
        IntStream.range(0, 4)
            .mapToObj(i -> THREADS.submit(() -> writeUntil(stop, hosts[i % 2], current)))
            .toList();
    for (long fence = 1; fence <= 40; fence++) {
      RoleDatabase next = hosts[(int) (fence % 2)];
      assertThat(next.fences().raise(fence, LIMIT)).isInstanceOf(Raise.Raised.class);
      current.set(fence);
      LockSupport.parkNanos(20_000_000);
    }
    stop.countDown();
    long acknowledged = 0;
    for (Future<Long> writer : writers) {
      acknowledged += writer.get();
    }
    assertThat(acknowledged).isGreaterThan(20);
    assertThat(count(hosts[0], "select count(*) from seen")).isGreaterThanOrEqualTo(acknowledged);
    assertThat(count(hosts[0], STALE)).isZero();
  }

  @Test
  void theFenceIsHandedOverOnlyByTheHostThatHoldsIt() throws Exception {
    RoleDatabase alpha = databases.open("handed", "alpha");
    RoleDatabase beta = databases.open("handed", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.fences().handOver(1, 2, "beta", LIMIT))
        .isInstanceOf(HandOver.HandedOver.class);
    assertThat(catchFenced(() -> alpha.store().write(1, Databases.keep(1, 1))).held()).isEqualTo(2);
    assertThat(beta.store().write(2, Databases.keep(1, 2))).isEqualTo(1);
    assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.fences().handOver(1, 3, "beta", LIMIT)).isEqualTo(new HandOver.NotHeld(1, 2));
    assertThat(alpha.fences().handOver(2, 3, "alpha", LIMIT)).isInstanceOf(HandOver.NotHeld.class);
  }

  @Test
  void aLastWriteHandsTheFenceOverOrDoesNothing() throws Exception {
    RoleDatabase alpha = databases.open("lastly", "alpha");
    RoleDatabase beta = databases.open("lastly", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThatThrownBy(
            () -> alpha.handOver(1, 2, "beta", c -> c.createStatement().execute("nonsense")))
        .isInstanceOf(SQLException.class);
    assertThat(alpha.store().write(1, Databases.keep(1, 1))).isEqualTo(1);
    assertThat(alpha.handOver(1, 2, "beta", Databases.keep(2, 1))).isEqualTo(1);
    assertThat(catchFenced(() -> alpha.handOver(1, 2, "beta", Databases.keep(3, 1))).held())
        .isEqualTo(2);
    assertThat(Databases.kept(beta)).isEqualTo(2);
    assertThat(beta.store().write(2, Databases.keep(3, 2))).isEqualTo(1);
  }

  @Test
  void aFenceThatHasGoneToTheNextHostAlreadyIsHandedOver() throws Exception {
    RoleDatabase alpha = databases.open("again", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.handOver(1, 2, "beta", Databases.keep(1, 1))).isEqualTo(1);
    assertThat(alpha.fences().handOver(1, 2, "beta", LIMIT))
        .isInstanceOf(HandOver.HandedOver.class);
  }

  @Test
  void anotherHistoryOfTheDatabaseVoidsTheFence() throws Exception {
    RoleDatabase alpha = databases.open("history", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    databases.execute("update greenwave_history.fence set history = '1/00000001'");
    FencedException refused = catchFenced(() -> alpha.store().write(1, Databases.keep(1, 1)));
    assertThat(refused).hasCauseInstanceOf(OtherHistoryException.class);
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.OtherHistory.class);
    assertThat(alpha.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(2, Databases.keep(1, 2))).isEqualTo(1);
  }

  private static long writeUntil(CountDownLatch stop, RoleDatabase host, AtomicLong current)
      throws InterruptedException {
    long acknowledged = 0;
    while (!stop.await(0, TimeUnit.SECONDS)) {
      long fence = current.get();
      String insert = "insert into seen (fence, held) select " + fence + ", fence from fence";
      try {
        acknowledged += host.store().write(fence, connection -> run(connection, insert));
      } catch (FencedException e) {
        assertThat(e.offered()).isEqualTo(fence);
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as(e.getMessage()).isIn("57P01", "08006", "08003");
      }
    }
    return acknowledged;
  }

  private static int run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static long count(RoleDatabase database, String query) throws SQLException {
    return database
        .store()
        .read(connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static int backend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static FencedException catchFenced(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(FencedException.class, call);
  }

  private static void await(CountDownLatch latch) {
    CompletableFuture.runAsync(
            () -> {
              try {
                latch.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            THREADS)
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }
}
