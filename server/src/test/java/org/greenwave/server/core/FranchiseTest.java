package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Server;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.server.log.Voter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alpha leads; beta and gamma have joined, are heard, and have no vote yet. */
class FranchiseTest {
  private static final Server ALPHA = server("alpha");

  private final List<String> asked = new ArrayList<>();
  private final Set<String> voters = new HashSet<>(Set.of(Voter.id(ALPHA)));
  private final Set<String> unreachable = new HashSet<>();
  private final Loop loop =
      new Loop(
          failure -> {
            throw new AssertionError(failure);
          },
          false);
  private final Franchise franchise = new Franchise(loop, new Log());
  private Directory directory = Directory.empty();
  private Sightings sightings = Sightings.none("alpha", 0, Timings.DEFAULT);

  /** Whoever can be reached has its vote at once. */
  private final class Log extends QuietLog {
    @Override
    public Set<String> voters() {
      return Set.copyOf(voters);
    }

    @Override
    public CompletableFuture<Void> admit(Server server) {
      asked.add(server.name());
      if (unreachable.contains(server.name())) {
        return CompletableFuture.failedFuture(new IllegalStateException("no progress"));
      }
      voters.add(Voter.id(server));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> expel(String voter) {
      voters.remove(voter);
      return CompletableFuture.completedFuture(null);
    }
  }

  @BeforeEach
  void join() {
    loop.open();
    apply(new Change.Founded("id", "system", ALPHA));
    for (String name : List.of("beta", "gamma")) {
      Server server = server(name);
      apply(
          new Change.TokenIssued(
              new Change.JoinToken(name, server.kind(), Instant.MAX, Optional.empty())));
      apply(new Change.ServerJoined(server, name));
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void whoJoinsIsGivenAVoteOneAfterTheOther() {
    look();
    assertThat(asked).hasSize(1);
    look();
    look();
    assertThat(asked).containsExactlyInAnyOrder("beta", "gamma");
    assertThat(voters).hasSize(3);
  }

  @Test
  void oneThatCannotBeReachedKeepsNoOtherFromItsVoteAndIsLeftInPeaceForAWhile() {
    unreachable.addAll(Set.of("beta", "gamma"));
    look();
    look();
    assertThat(asked).containsExactlyInAnyOrder("beta", "gamma");
    look();
    assertThat(asked).hasSize(2);
    assertThat(inLoop(() -> franchise.changes())).as("the lead may be handed on").isFalse();
    assertThat(inLoop(() -> franchise.voteless(directory))).as("for a moment only").isEmpty();
    await()
        .untilAsserted(() ->
            assertThat(inLoop(() -> franchise.voteless(directory)))
                .containsExactlyInAnyOrder("beta", "gamma"));
  }

  @Test
  void anotherRunOfItIsTriedAtOnce() {
    unreachable.add("beta");
    look();
    look();
    look();
    assertThat(asked).containsExactlyInAnyOrder("beta", "gamma");
    unreachable.clear();
    hear("2-b");
    look();
    assertThat(voters).hasSize(3);
  }

  @Test
  void aFormerVoteIsTakenAwayFirst() {
    voters.add(Voter.id(server("delta")));
    look();
    assertThat(voters).containsExactly(Voter.id(ALPHA));
    assertThat(asked).isEmpty();
  }

  private void look() {
    hear("1-a");
    inLoop(() -> {
      franchise.next(directory, sightings, Voter.id(ALPHA));
      return true;
    });
    inLoop(() -> true);
  }

  /** Beta and gamma are heard now, in a run of theirs. */
  private void hear(String run) {
    long now = loop.nowMillis();
    Stream.of("beta", "gamma").forEach(name -> sightings = sightings.heard(beat(name, run), now));
  }

  private static Beat beat(String server, String run) {
    long sequence = System.nanoTime();
    return new Beat(server, run, sequence, 0, "0.1.0", Map.of(), Map.of(), Map.of());
  }

  private <T> T inLoop(Supplier<T> asking) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.post(() -> answer.complete(asking.get()));
    return answer.join();
  }

  private void apply(Change change) {
    if (directory.apply(change, new Directory.Stamp(Instant.EPOCH, 1))
        instanceof Outcome.Accepted(Directory after)) {
      directory = after;
    } else {
      throw new AssertionError(change);
    }
  }

  private static Server server(String name) {
    return new Server(
        name,
        Server.Kind.DIRECTORY,
        new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
        "0.1.0",
        Optional.empty(),
        "folder-" + name);
  }
}
