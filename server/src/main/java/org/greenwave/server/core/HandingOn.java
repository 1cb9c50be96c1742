package org.greenwave.server.core;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.log.ConsensusLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands leadership on to who is to lead by the rules, or by a person's wish. In the loop. */
final class HandingOn {
  private static final Logger LOG = LoggerFactory.getLogger(HandingOn.class);

  private static final long PAUSE_MILLIS = 5_000;
  private static final long LONGEST_PAUSE_MILLIS = 600_000;

  /** How much longer than a hand-over the news of it may take. */
  private static final long KNOWN_MILLIS = 1_000;

  private final Loop loop;
  private final ConsensusLog log;
  private final Retries retries = new Retries(PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
  private long notBeforeMillis = Long.MIN_VALUE;

  HandingOn(Loop loop, ConsensusLog log) {
    this.loop = loop;
    this.log = log;
  }

  /** Hands leadership on, if the rules say so and none has just failed. */
  void next(Situation situation) {
    if (loop.nowMillis() < notBeforeMillis) {
      return;
    }
    Leading.successor(situation, name -> isWilling(name, situation.sightings()))
        .flatMap(name -> Optional.ofNullable(situation.directory().servers().get(name)))
        .ifPresent(server -> to(server, situation.sightings()));
  }

  private boolean isWilling(String server, Sightings sightings) {
    return retries.due(server, sightings.run(server), loop.nowMillis());
  }

  /**
   * Hands leadership to a server. Nothing is committed meanwhile, so no lease is renewed: it has
   * half of one to be elected, and some time more to be known as the leader.
   */
  CompletableFuture<Void> to(Server next, Sightings sightings) {
    LOG.info("Leadership is handed to {}.", next.name());
    notBeforeMillis = loop.nowMillis() + PAUSE_MILLIS;
    String run = sightings.run(next.name());
    CompletableFuture<Void> done = new CompletableFuture<>();
    log.handLeadershipTo(next, sightings.timings().leaseMillis() / 2)
        .whenComplete((_, failure) ->
            loop.after(
                failure == null ? 0 : KNOWN_MILLIS,
                () ->
                    ended(next.name(), run, failure)
                        .ifPresentOrElse(done::completeExceptionally, () -> done.complete(null))));
    return done;
  }

  /** Why a server does not lead after all; empty when it does. */
  private Optional<Throwable> ended(String server, String run, @Nullable Throwable failure) {
    if (failure == null || log.leader().filter(server::equals).isPresent()) {
      retries.succeeded(server);
      return Optional.empty();
    }
    failed(server, run, failure);
    return Optional.of(failure);
  }

  private void failed(String server, String run, Throwable failure) {
    long pause = retries.failed(server, run, loop.nowMillis());
    LOG.warn(
        "{} could not be given the lead, for which nothing could be written for a moment; it is not"
            + " tried again within {} s by itself. Where this comes again, see whether {} can be"
            + " reached from here. {}",
        server,
        pause / 1_000,
        server,
        failure.toString());
  }
}
