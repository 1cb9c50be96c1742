package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.Timing;
import org.greenwave.directory.Timings;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.wire.WireMessage.Answered;
import org.greenwave.server.wire.WireMessage.BeatSent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A leader whose log commits when the test says so. */
class LeaderDeskTest {
  private static final String RUN = "1-a";
  private static final Server ALPHA = server("alpha", Server.Kind.DIRECTORY);

  /** Beta, which keeps no Directory, hosts. */
  private static final Change[] APART = {
    new Change.Founded("system", "greenwave", ALPHA),
    new Change.TokenIssued(
        new Change.JoinToken("hash", Server.Kind.EXPANSION, Instant.MAX, Optional.empty())),
    new Change.ServerJoined(server("beta", Server.Kind.EXPANSION), "hash"),
    new Change.RoleCreated(tss("beta", "alpha"), "anna"),
    new Change.GrantIssued(grant("beta"), 0)
  };

  private final View view = new View();
  private final List<Raised> raised = new CopyOnWriteArrayList<>();
  private final List<Long> proposedAtMillis = new CopyOnWriteArrayList<>();
  private final Loop loop =
      new Loop(
          failure -> {
            throw new AssertionError(failure);
          },
          false);
  private final LeaderDesk desk =
      new LeaderDesk(
          new Identity("system", ALPHA, RUN), loop, InstantSource.system(), view, new Slow());
  private final List<Answered> answers = new CopyOnWriteArrayList<>();

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
    loop.open();
    loop.post(() -> desk.lead(1, 0));
    loop.every(150, () -> desk.received(new BeatSent(beat(), 0), answers::add));
    await().atMost(Duration.ofSeconds(5)).until(() -> !answers.isEmpty());
    assertThat(raised).hasSize(1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.leaseMillis()).isZero());
  }

  @Test
  void aLeaseIsGivenOnceItsBarrierHasPassed() {
    heard();
    assertThat(answers).isEmpty();
    raised.getFirst().done().complete(null);
    assertThat(answered().leaseMillis()).isEqualTo(Timings.DEFAULT.leaseMillis());
  }

  @Test
  void whoLeadsNoMoreGivesNoLeaseThoughItsBarrierHasPassed() {
    heard();
    loop.post(desk::follow);
    raised.getFirst().done().complete(null);
    assertThat(answered().leaseMillis()).isZero();
  }

  /** It could outlive the grant that takes the role away (rule 4). */
  @Test
  void aHostGetsNoLeaseWhileADecisionAboutItsRoleIsOnItsWay() {
    heard();
    loop.post(
        () -> desk.propose("tss", new Change.RoleDeleted("tss", 1, "anna"), Optional.empty()));
    raised.getFirst().done().complete(null);
    assertThat(answered().leaseMillis()).isZero();
  }

  /** The next leader waits for no longer one. */
  @Test
  void aLeaseThatWasLengthenedAfterItsBarrierIsNotGiven() {
    heard();
    Timings seen = Timings.DEFAULT;
    Timings longer = Timing.changed(seen, Map.of("leaseMillis", 5_000L));
    Directory edited = after(hosting(), new Change.TimingsEdited(seen, longer, "anna"));
    loop.post(() -> desk.changed(hosting(), edited));
    raised.getFirst().done().complete(null);
    assertThat(answered().leaseMillis()).isZero();
  }

  @Test
  void beatsDoNotPileUpWhileABarrierHangs() {
    heard();
    loop.after(
        1_100,
        () -> {
          for (int beats = 0; beats < 1_000; beats++) {
            desk.received(new BeatSent(beat(), 3), answers::add);
          }
        });
    await().until(() -> answers.size() == 1_000);
    raised.getFirst().done().complete(null);
    await().until(() -> raised.size() == 2);
    raised.getLast().done().complete(null);
    await().until(() -> answers.size() == 1_002);
    assertThat(answers).filteredOn(answer -> answer.leaseMillis() > 0).hasSize(2);
  }

  /** The only Directory server is deposed by its own sleep, and elected again on waking. */
  @Test
  void whoSleptHearsEverybodyOutAlsoWhenItIsElectedAnew() {
    loop.open();
    loop.post(() -> {
      Views.offer(view, after(Directory.empty(), APART));
      desk.lead(1, 0);
      desk.received(new BeatSent(beat("beta", RoleReport.State.ACTIVE, 1), 5), answers::add);
    });
    CompletableFuture<Long> woken = new CompletableFuture<>();
    loop.post(() -> {
      oversleep();
      woken.complete(loop.nowMillis());
      desk.follow();
      desk.lead(2, 0);
    });
    loop.every(
        50,
        () ->
            desk.received(new BeatSent(beat("alpha", RoleReport.State.WARM, 0), 5), answers::add));
    await().until(() -> !proposedAtMillis.isEmpty());
    assertThat(proposedAtMillis.getFirst() - woken.join())
        .isGreaterThanOrEqualTo(2 * Timings.DEFAULT.beatMillis());
  }

  private static void oversleep() {
    try {
      assertThat(new CountDownLatch(1).await(1, TimeUnit.SECONDS)).isFalse();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A leader has heard the host of a role, and has proposed the barrier for that. */
  private void heard() {
    loop.open();
    loop.post(() -> {
      Views.offer(view, hosting());
      desk.lead(1, 0);
      desk.received(new BeatSent(beat(), 3), answers::add);
    });
    await().until(() -> !raised.isEmpty());
  }

  private Answered answered() {
    await().until(() -> !answers.isEmpty());
    return answers.getFirst();
  }

  private static Directory hosting() {
    return after(
        Directory.empty(),
        new Change.Founded("system", "greenwave", ALPHA),
        new Change.RoleCreated(tss("alpha"), "anna"),
        new Change.GrantIssued(grant("alpha"), 0));
  }

  private static Directory after(Directory before, Change... changes) {
    Directory directory = before;
    for (Change change : changes) {
      directory =
          ((Outcome.Accepted) directory.apply(change, new Directory.Stamp(Instant.EPOCH, 1)))
              .directory();
    }
    return directory;
  }

  private static Server server(String name, Server.Kind kind) {
    Server.Endpoints endpoints = new Server.Endpoints("127.0.0.1", 1, 2, 3, 4);
    return new Server(name, kind, endpoints, "0.1.0", Optional.empty(), "folder");
  }

  private static Role tss(String... servers) {
    Role.Database database = new Role.Database("jdbc:postgresql://db/g", "g", "");
    return new Role("tss", "tss", "", List.of(servers), false, true, database, "{}", 1);
  }

  private static Grant grant(String host) {
    GrantReason reason = new GrantReason.FirstUsable(host, List.of());
    return new Grant("tss", host, RUN, 1, 1, Instant.EPOCH, reason);
  }

  private static Beat beat() {
    return beat("alpha", RoleReport.State.ACTIVE, 1);
  }

  private static Beat beat(String server, RoleReport.State state, long fence) {
    RoleReport report = new RoleReport(state, fence, true, 0, "");
    return new Beat(
        server, RUN, 1, 0, "0.1.0", Map.of("tss", "0.1.0"), Map.of("tss", report), Map.of());
  }

  /** Takes barriers, and tells of nothing what became of it. */
  private final class Slow extends QuietLog {
    @Override
    public CompletableFuture<Receipt> propose(Change change, Optional<Author> author) {
      proposedAtMillis.add(loop.nowMillis());
      return super.propose(change, author);
    }

    @Override
    public CompletableFuture<Void> barrier(long longestLeaseMillis) {
      Raised barrier = new Raised(longestLeaseMillis, new CompletableFuture<>());
      raised.add(barrier);
      return barrier.done();
    }
  }
}
