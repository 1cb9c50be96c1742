package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.server.wire.WireMessage.Answered;
import org.greenwave.server.wire.WireMessage.BeatSent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A leader whose log commits when the test says so. */
class LeaderDeskTest {
  private static final Server ALPHA =
      new Server(
          "alpha",
          Server.Kind.DIRECTORY,
          new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
          "0.1.0",
          Optional.empty(),
          "folder");

  private final List<Raised> raised = new CopyOnWriteArrayList<>();
  private final Loop loop =
      new Loop(
          failure -> {
            throw new AssertionError(failure);
          },
          false);
  private final LeaderDesk desk =
      new LeaderDesk(
          new Identity("system", ALPHA, "1-a"),
          loop,
          InstantSource.system(),
          new View(),
          new Slow());

  /** A barrier that has been proposed. */
  private record Raised(long longestLeaseMillis, CompletableFuture<Void> done) {}

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aBarrierThatSettlesADecisionCoversTheLeasesThatAreJustBeingGiven() {
    loop.open();
    loop.post(() -> {
      desk.lead(1, 0);
      desk.received(new BeatSent(beat(), 0), _ -> {});
      desk.propose("tss", new Change.RoleDeleted("tss", 1, "anna"), Optional.empty());
    });
    await().until(() -> raised.size() == 2);
    long lease = Timings.DEFAULT.withMargin(Timings.DEFAULT.leaseMillis());
    assertThat(raised).allSatisfy(it -> assertThat(it.longestLeaseMillis()).isEqualTo(lease));
  }

  @Test
  void whoBeatsWhileABarrierTakesLongIsToldThatTheLeaderLives() {
    List<Answered> answers = new CopyOnWriteArrayList<>();
    loop.open();
    loop.post(() -> desk.lead(1, 0));
    loop.every(150, () -> desk.received(new BeatSent(beat(), 0), answers::add));
    await().atMost(Duration.ofSeconds(5)).until(() -> !answers.isEmpty());
    assertThat(raised).hasSize(1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.leaseMillis()).isZero());
  }

  private static Beat beat() {
    return new Beat("alpha", "1-a", 1, 0, "0.1.0", Map.of(), Map.of(), Map.of(), Reserves.UNKNOWN);
  }

  /** Takes barriers, and tells of nothing what became of it. */
  private final class Slow extends QuietLog {
    @Override
    public CompletableFuture<Void> barrier(long longestLeaseMillis) {
      Raised barrier = new Raised(longestLeaseMillis, new CompletableFuture<>());
      raised.add(barrier);
      return barrier.done();
    }
  }
}
