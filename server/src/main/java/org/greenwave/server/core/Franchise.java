package org.greenwave.server.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
 * at again and again, so that nothing is lost when a leader dies in the middle. In the loop.
 */
final class Franchise {
  private static final Logger LOG = LoggerFactory.getLogger(Franchise.class);

  private static final long PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** Whoever joins is without a vote for a moment. */
  private static final long NOTED_AFTER_MILLIS = 5_000;

  private final Loop loop;
  private final ConsensusLog log;
  private final Retries retries = new Retries(PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
  private final Map<String, Long> votelessSince = new HashMap<>();
  private boolean underWay;

  Franchise(Loop loop, ConsensusLog log) {
    this.loop = loop;
    this.log = log;
  }

  /**
   * Makes the next change, if there is one. Votes are taken away first: one of a dead server makes
   * a majority harder to reach.
   *
   * @param self this server's own id as a voter, which it cannot take away
   */
  void next(Directory directory, Sightings sightings, String self) {
    if (underWay) {
      return;
    }
    Set<String> voters = log.voters();
    Map<String, Server> due = due(directory);
    Optional<String> former =
        voters.stream().filter(voter -> !due.containsKey(voter) && !voter.equals(self)).findFirst();
    if (former.isPresent()) {
      change("The vote of " + former.get() + " is taken away", log.expel(former.get()), _ -> {});
      return;
    }
    due.values().stream()
        .filter(server -> !voters.contains(Voter.id(server)))
        .filter(server -> sightings.alive(server.name(), loop.nowMillis()))
        .filter(
            server -> retries.due(server.name(), sightings.run(server.name()), loop.nowMillis()))
        .findFirst()
        .ifPresent(joiner -> admit(joiner, sightings.run(joiner.name())));
  }

  private static Map<String, Server> due(Directory directory) {
    return directory.servers().values().stream()
        .filter(Server::votes)
        .collect(Collectors.toMap(Voter::id, Function.identity()));
  }

  private void admit(Server joiner, String run) {
    String name = joiner.name();
    change(name + " is given a vote", log.admit(joiner), admitted -> note(name, run, admitted));
  }

  private void note(String joiner, String run, boolean admitted) {
    if (admitted) {
      retries.succeeded(joiner);
    } else {
      retries.failed(joiner, run, loop.nowMillis());
    }
  }

  /** The names of those that should have a vote, and have had none for some time. */
  Set<String> voteless(Directory directory) {
    Set<String> voters = log.voters();
    Set<String> without =
        due(directory).values().stream()
            .filter(server -> !voters.contains(Voter.id(server)))
            .map(Server::name)
            .collect(Collectors.toSet());
    long now = loop.nowMillis();
    votelessSince.keySet().retainAll(without);
    without.forEach(server -> votelessSince.putIfAbsent(server, now));
    return without.stream()
        .filter(server -> now - votelessSince.getOrDefault(server, now) >= NOTED_AFTER_MILLIS)
        .collect(Collectors.toSet());
  }

  /** Whether a change is under way, during which the lead cannot be handed on. */
  boolean changes() {
    return underWay;
  }

  private void change(String what, CompletableFuture<Void> asked, Consumer<Boolean> ended) {
    underWay = true;
    LOG.info("{}.", what);
    asked.whenComplete((_, failure) -> {
      if (failure == null) {
        LOG.info("{}: done.", what);
      } else {
        LOG.warn("{}: this failed, and is tried again. {}", what, failure.toString());
      }
      loop.post(() -> {
        underWay = false;
        ended.accept(failure == null);
      });
    });
  }
}
