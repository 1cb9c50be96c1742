package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.database.RoleDatabaseSettings.Owner;
import org.greenwave.role.FencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Directory that succeeds another takes its role databases over; it never gets them back. */
class SuccessorTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Owner HEIR = new Owner(UUID.randomUUID(), Set.of(Databases.DIRECTORY));
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

  private static RoleDatabase heir(Owner owner, String role, String server) {
    return databases.open(owner, role, server, DatabaseUrl.of(databases.postgres.url()));
  }

  @Test
  void theHeirTakesTheDatabaseOverInTheSameRaiseAndTheOldHostIsRefused() throws Exception {
    RoleDatabase old = databases.open("over", "alpha");
    RoleDatabase heir = heir(HEIR, "over", "alpha");
    assertThat(old.fences().raise(5, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(old.store().write(5, Databases.keep(1, 5))).isEqualTo(1);

    Raise raise = heir.fences().raise(1006, LIMIT);
    assertThat(raise).isInstanceOf(Raise.TakenOver.class);
    assertThat(raise.sentence()).contains(Databases.DIRECTORY.toString(), "fence 5 for alpha");
    assertThat(heir.fences().raise(1006, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(heir.fences().read().orElseThrow().directory()).isEqualTo(HEIR.directory());
    assertThat(heir.store().write(1006, Databases.keep(2, 1006))).isEqualTo(1);

    for (long fence : new long[] {5, 6, 1006, 5000}) {
      assertThat(fenced(old, fence).held()).isEqualTo(1006);
      assertThat(old.fences().raise(fence, LIMIT)).isInstanceOf(Raise.OtherDirectory.class);
    }
    assertThat(old.fences().handOver(5, 6, "beta", LIMIT)).isInstanceOf(HandOver.NotHeld.class);
    assertThat(heir.store().write(1006, Databases.keep(3, 1006))).isEqualTo(1);
    assertThat(heir.fences().read().orElseThrow().fence()).isEqualTo(1006);
  }

  /** Even under the very fence and server name that the row holds: the grant was another's. */
  @Test
  void theHeirGoesAboveWhatThePredecessorHasRaised() throws Exception {
    RoleDatabase old = databases.open("above", "alpha");
    RoleDatabase heir = heir(HEIR, "above", "alpha");
    assertThat(old.fences().raise(1006, LIMIT)).isInstanceOf(Raise.Raised.class);
    for (long fence : new long[] {1005, 1006}) {
      assertThat(heir.fences().raise(fence, LIMIT))
          .isInstanceOfSatisfying(
              Raise.HigherFence.class, it -> assertThat(it.held().fence()).isEqualTo(1006));
      assertThat(fenced(heir, fence).held()).isEqualTo(1006);
    }
    assertThat(old.store().write(1006, Databases.keep(1, 1006))).isEqualTo(1);
    assertThat(heir.fences().raise(1007, LIMIT)).isInstanceOf(Raise.TakenOver.class);
    assertThat(fenced(old, 1006).held()).isEqualTo(1007);
  }

  /** The old host hangs in the middle of a write: it is ended, and commits nothing. */
  @Test
  void takingOverEndsTheSessionsOfTheOldHost() throws Exception {
    RoleDatabase old = databases.open("ended", "alpha");
    RoleDatabase heir = heir(HEIR, "ended", "gamma");
    assertThat(old.fences().raise(5, LIMIT)).isInstanceOf(Raise.Raised.class);
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    Future<Integer> zombie = hang(old, 5, written, thaw);
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(heir.fences().raise(1006, LIMIT)).isInstanceOf(Raise.TakenOver.class);
    thaw.countDown();
    assertThatThrownBy(() -> zombie.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SQLException.class);
    assertThat(Databases.kept(heir)).isZero();
  }

  /**
   * A writer under a fence of which the heir knows nothing holds the lock: told, not waited for.
   */
  @Test
  @Timeout(30)
  void aHigherFenceOfThePredecessorIsToldWhileItsWriterHoldsTheLock() throws Exception {
    RoleDatabase old = databases.open("busy", "alpha");
    RoleDatabase heir = heir(HEIR, "busy", "gamma");
    assertThat(old.fences().raise(2000, LIMIT)).isInstanceOf(Raise.Raised.class);
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    Future<Integer> writer = hang(old, 2000, written, thaw);
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    long began = System.nanoTime();
    assertThat(heir.fences().raise(1006, LIMIT)).isInstanceOf(Raise.HigherFence.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    thaw.countDown();
    assertThat(writer.get(10, TimeUnit.SECONDS)).as("it is the host until then").isEqualTo(1);
  }

  /** Two heirs of one system, as of two copies: the second finds a row of its sibling. */
  @Test
  void aSiblingIsRefused() throws Exception {
    RoleDatabase old = databases.open("siblings", "alpha");
    RoleDatabase heir = heir(HEIR, "siblings", "gamma");
    Owner other = new Owner(UUID.randomUUID(), Set.of(Databases.DIRECTORY));
    RoleDatabase sibling = heir(other, "siblings", "alpha");
    assertThat(old.fences().raise(5, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(heir.fences().raise(1006, LIMIT)).isInstanceOf(Raise.TakenOver.class);
    Raise refused = sibling.fences().raise(1007, LIMIT);
    assertThat(refused).isInstanceOf(Raise.OtherDirectory.class);
    assertThat(refused.sentence()).contains(HEIR.directory().toString(), "--also-succeeds");
    Owner grandchild = new Owner(UUID.randomUUID(), Set.of(Databases.DIRECTORY, HEIR.directory()));
    assertThat(heir(grandchild, "siblings", "beta").fences().raise(2007, LIMIT))
        .isInstanceOf(Raise.TakenOver.class);
    assertThat(heir.fences().raise(3000, LIMIT)).isInstanceOf(Raise.OtherDirectory.class);
  }

  /**
   * Law L2 while both systems want the role: the old one raises its fence again and again, writers
   * of both write all the time. Once the heir has raised, no row of the old one is added.
   */
  @Test
  void underLoadNothingOfTheOldSystemCommitsOnceTheHeirHasRaised() throws Exception {
    RoleDatabase old = databases.open("both", "alpha");
    RoleDatabase heir = heir(HEIR, "both", "gamma");
    AtomicLong oldFence = new AtomicLong(1);
    AtomicLong count = new AtomicLong();
    CountDownLatch stop = new CountDownLatch(1);
    assertThat(old.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    List<Future<Long>> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(THREADS.submit(() -> write(old, oldFence, count, stop)));
    }
    Future<Long> raising =
        THREADS.submit(() -> {
          long other = 0;
          for (long fence = 2; fence < 60; fence++) {
            Raise raise = old.fences().raise(fence, LIMIT);
            other += raise instanceof Raise.OtherDirectory ? 1 : 0;
            oldFence.set(fence);
            LockSupport.parkNanos(5_000_000);
          }
          return other;
        });
    LockSupport.parkNanos(150_000_000);
    assertThat(heir.fences().raise(1006, LIMIT)).isInstanceOf(Raise.TakenOver.class);
    long then = Databases.kept(heir);
    assertThat(raising.get(30, TimeUnit.SECONDS)).as("refusals to the old system").isPositive();
    stop.countDown();
    long acknowledged = 0;
    for (Future<Long> writer : writers) {
      acknowledged += writer.get(30, TimeUnit.SECONDS);
    }
    assertThat(acknowledged).isPositive();
    assertThat(Databases.kept(heir)).as("rows of the old system").isEqualTo(then);
    assertThat(heir.store().write(1006, Databases.keep(-1, 1006))).isEqualTo(1);
  }

  private static long write(
      RoleDatabase host, AtomicLong fence, AtomicLong count, CountDownLatch stop)
      throws InterruptedException {
    long acknowledged = 0;
    while (!stop.await(0, TimeUnit.SECONDS)) {
      try {
        long under = fence.get();
        acknowledged += host.store().write(under, Databases.keep(count.incrementAndGet(), under));
      } catch (FencedException | SQLException _) {
        // What it is refused, and how its sessions end, is what this is about.
      }
    }
    return acknowledged;
  }

  private static Future<Integer> hang(
      RoleDatabase host, long fence, CountDownLatch written, CountDownLatch thaw) {
    return THREADS.submit(() ->
        host.store()
            .write(
                fence,
                connection -> {
                  int rows = Databases.insert(connection, 1, fence);
                  written.countDown();
                  try {
                    thaw.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return rows;
                }));
  }

  private static FencedException fenced(RoleDatabase host, long fence) {
    return catchThrowableOfType(
        FencedException.class, () -> host.store().write(fence, Databases.keep(99, fence)));
  }
}
