package org.greenwave.server.core;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.log.ConsensusLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands leadership on to who is to lead by the rules, or by a person's wish. In the loop. */
final class HandingOn {
  private static final Logger LOG = LoggerFactory.getLogger(HandingOn.class);

  /** After a hand-over that failed: whoever it was to go to may not have caught up yet. */
  private static final long PAUSE_MILLIS = 5_000;

  private final Loop loop;
  private final ConsensusLog log;
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
    Leading.successor(situation)
        .flatMap(name -> Optional.ofNullable(situation.directory().servers().get(name)))
        .ifPresent(this::to);
  }

  /** Hands leadership to a server. */
  CompletableFuture<Void> to(Server next) {
    LOG.info("Leadership is handed to {}.", next.name());
    notBeforeMillis = loop.nowMillis() + PAUSE_MILLIS;
    return log.handLeadershipTo(next)
        .whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.info("{} could not be given the lead: {}", next.name(), failure.toString());
          }
        });
  }
}
