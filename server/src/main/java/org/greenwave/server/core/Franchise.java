package org.greenwave.server.core;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.log.Voter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives those a vote whom the Directory records as its servers, and takes it from all others, one
 * at a time: a majority of new voters at once could not be trusted. The leader's business; looked
 * at again and again, so that nothing is lost when a leader dies in the middle.
 */
final class Franchise {
  private static final Logger LOG = LoggerFactory.getLogger(Franchise.class);

  private final Loop loop;
  private final ConsensusLog log;
  private boolean underWay;

  Franchise(Loop loop, ConsensusLog log) {
    this.loop = loop;
    this.log = log;
  }

  /**
   * Makes the next change, if there is one. Votes are taken away first: one of a dead server makes
   * a majority harder to reach. In the loop.
   *
   * @param self this server's own id as a voter, which it cannot take away
   */
  void next(Directory directory, Sightings sightings, String self) {
    if (underWay) {
      return;
    }
    Set<String> voters = log.voters();
    Map<String, Server> due =
        directory.servers().values().stream()
            .filter(Server::votes)
            .collect(Collectors.toMap(Voter::id, Function.identity()));
    Optional<String> former =
        voters.stream().filter(voter -> !due.containsKey(voter) && !voter.equals(self)).findFirst();
    if (former.isPresent()) {
      change("The vote of " + former.get() + " is taken away", log.expel(former.get()));
      return;
    }
    due.values().stream()
        .filter(server -> !voters.contains(Voter.id(server)))
        .filter(server -> sightings.alive(server.name(), loop.nowMillis()))
        .findFirst()
        .ifPresent(joiner -> change(joiner.name() + " is given a vote", log.admit(joiner)));
  }

  /** Whether a change is under way, during which the lead cannot be handed on. In the loop. */
  boolean changes() {
    return underWay;
  }

  private void change(String what, CompletableFuture<Void> asked) {
    underWay = true;
    LOG.info("{}.", what);
    asked.whenComplete((_, failure) -> {
      if (failure == null) {
        LOG.info("{}: done.", what);
      } else {
        LOG.warn("{}: this failed, and is tried again. {}", what, failure.toString());
      }
      loop.post(() -> underWay = false);
    });
  }
}
