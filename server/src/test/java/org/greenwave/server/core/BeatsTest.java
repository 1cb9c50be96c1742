package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.server.wire.WireMessage.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which leases a server counts, and from when: it would act under one too many (law L1). */
class BeatsTest {
  private static final Server ALPHA =
      new Server(
          "alpha",
          Server.Kind.DIRECTORY,
          new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
          "0.1.0",
          Optional.empty(),
          "folder");
  private static final String RUN = "1-a";
  private static final long LEASE_MILLIS = 10_000;
  private static final long UNDERWAY_MILLIS = 300;
  private static final long FIRST = 1;

  private final Loop loop =
      new Loop(
          failure -> {
            throw new AssertionError(failure);
          },
          false);
  private Directory directory = Directory.empty();
  private final Beats.News news = new Beats.News(Map.of(), Map.of("beta", "1-b"), false);
  private final Beats beats =
      new Beats(
          new Identity("system", ALPHA, RUN),
          loop,
          Map.of(),
          new Beats.Sources(() -> news, () -> directory, () -> Reserves.UNKNOWN, _ -> {}));

  @AfterEach
  void close() {
    loop.close();
  }

  private static Answered answer(String run, long version) {
    return new Answered(run, FIRST, LEASE_MILLIS, version, "alpha");
  }

  /** What the loop says of it; the first beat is sent before. */
  private long left(Supplier<Long> then) {
    CompletableFuture<Long> left = new CompletableFuture<>();
    loop.open();
    loop.post(() -> {
      beats.newsMayBeThere();
      loop.after(UNDERWAY_MILLIS, () -> left.complete(then.get()));
    });
    return left.join();
  }

  @Test
  void aLeaseCountsFromWhenItsBeatWasSent() {
    long left =
        left(() -> {
          beats.answered(answer(RUN, 0));
          return beats.leftMillis();
        });
    assertThat(left).isBetween(1L, LEASE_MILLIS - UNDERWAY_MILLIS);
  }

  @Test
  void anAnswerToAnEarlierRunGivesNothing() {
    assertThat(
            left(() -> {
              beats.answered(answer("0-a", 0));
              return beats.leftMillis();
            }))
        .isZero();
  }

  /** It might act under a grant that has been replaced. */
  @Test
  void aLeaseCountsOnceTheDirectoryHasBeenSeenThatGoesWithIt() {
    boolean held =
        left(() -> {
          beats.answered(answer(RUN, 1));
          return beats.leftMillis();
        })
            > 0;
    assertThat(held).isFalse();
    assertThat(
            left(() -> {
              directory = founded();
              beats.countOffers();
              return beats.leftMillis();
            }))
        .isPositive();
  }

  @Test
  void noLeaseOutlivesThatTheLeaderLostSightOfThisRun() {
    assertThat(
            left(() -> {
              beats.answered(answer(RUN, 1));
              beats.lostSightOf("alpha", "alpha");
              directory = founded();
              beats.countOffers();
              beats.answered(answer(RUN, 1));
              return beats.leftMillis();
            }))
        .isZero();
  }

  /** A late beat asks for a longer lease; how much was left is a share of the one before. */
  @Test
  void whatWasLeftIsAShareOfTheLeaseThatWasRenewed() {
    left(() -> {
      beats.answered(answer(RUN, 0));
      return beats.leftMillis();
    });
    left(() -> {
      beats.answered(new Answered(RUN, FIRST, 10 * LEASE_MILLIS, 0, "alpha"));
      return beats.leftMillis();
    });
    assertThat(beats.leastLeftPercent()).isBetween(50, 97);
  }

  private static Directory founded() {
    Change founding = new Change.Founded("system", "greenwave", ALPHA);
    Outcome outcome = Directory.empty().apply(founding, new Directory.Stamp(Instant.EPOCH, 1));
    return ((Outcome.Accepted) outcome).directory();
  }

  @Test
  void whatWasToldStaysWhatItWasSoThatAnEndIsNews() {
    Map<String, String> gone = new HashMap<>();
    Beats.News told = new Beats.News(Map.of(), gone, false);
    assertThat(new Beats.News(Map.of(), gone, true)).as("it is stopped").isNotEqualTo(told);
    gone.put("alpha", "1-9f86d081");
    assertThat(new Beats.News(Map.of(), gone, false)).isNotEqualTo(told);
    assertThat(told.gone()).isEmpty();
  }
}
