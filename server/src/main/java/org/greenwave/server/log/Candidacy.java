package org.greenwave.server.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this voter is ready for an election, and when it is its turn to stand in one.
 *
 * <p>Whoever stands with a shorter log than others loses, and has raised the term: nobody can call
 * the election any more, and all wait for the engine's timeout. So they ask each other first.
 */
final class Candidacy {
  private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);

  /** For how long each leaves the election to those whose turn it is before. */
  private static final Duration TURN = Duration.ofMillis(60);

  /** How often in a row a voter has not answered, though it is heard, to count as absent. */
  private static final int ABSENT_AFTER = 3;

  private static final long ASKED_AGAIN_NANOS = Duration.ofSeconds(2).toNanos();

  private final RaftPeerId self;
  private final StrawPoll poll;
  private final VoterAddresses addresses;
  private final Supplier<Collection<RaftPeerId>> voters;
  private final Map<RaftPeerId, Acquaintance> known = new HashMap<>();
  private final Map<RaftPeerId, Integer> unanswered = new ConcurrentHashMap<>();

  /** The run in which a voter was last heard, and when it was last asked anything. */
  private record Acquaintance(String incarnation, long askedNanos) {}

  Candidacy(
      RaftPeerId self,
      StrawPoll poll,
      VoterAddresses addresses,
      Supplier<Collection<RaftPeerId>> voters) {
    this.self = self;
    this.poll = poll;
    this.addresses = addresses;
    this.voters = voters;
  }

  /**
   * A Directory server is heard. If it votes it is called where it is, by a connection to the run
   * that is heard, and now and then it is asked something: one that has been cut off or without
   * power may leave connections behind that lead nowhere, for many seconds. A run before the one
   * that was heard last is no sign of anything. By one thread only.
   */
  void heard(RaftPeer voter, String incarnation) {
    long now = System.nanoTime();
    Acquaintance before = known.get(voter.getId());
    int later = before == null ? 0 : incarnation.compareTo(before.incarnation());
    if (later < 0) {
      return;
    }
    addresses.found(voter);
    if (later > 0) {
      addresses.renew(voter);
    } else if (before != null && now - before.askedNanos() < ASKED_AGAIN_NANOS) {
      return;
    }
    known.put(voter.getId(), new Acquaintance(incarnation, now));
    Thread.ofVirtual().name("acquaintance").start(() -> tryOut(voter));
  }

  private void tryOut(RaftPeer voter) {
    if (!voters.get().contains(voter.getId())) {
      unanswered.remove(voter.getId());
      return;
    }
    try {
      poll.lastEntry(voter.getId());
      unanswered.remove(voter.getId());
    } catch (IOException | RuntimeException silent) {
      LOG.debug("{} is heard and does not answer.", voter.getId(), silent);
      unanswered.merge(voter.getId(), 1, Integer::sum);
      addresses.renew(voter);
    }
  }

  /** The names of the voters that are heard, but whose logs are not reached. */
  Set<String> absent() {
    return unanswered.entrySet().stream()
        .filter(voter -> voter.getValue() >= ABSENT_AFTER)
        .map(voter -> Voter.server(voter.getKey()))
        .collect(Collectors.toSet());
  }

  /**
   * Waits until it is this voter's turn to stand for election, after the leader has ended.
   *
   * @param last the last entry of the own log
   * @param order the names of all who may stand, in the order in which equals do
   */
  void awaitTurn(TermIndex last, List<String> order, Predicate<RaftPeerId> ended) {
    List<RaftPeerId> others =
        voters.get().stream().filter(voter -> !voter.equals(self) && !ended.test(voter)).toList();
    Map<String, TermIndex> logs =
        poll.lastEntries(others, TURN).entrySet().stream()
            .collect(Collectors.toMap(it -> Voter.server(it.getKey()), Map.Entry::getValue));
    await(TURN.multipliedBy(turn(Voter.server(self), last, logs, order)));
  }

  /** Parking alone may end at once, of what woke the thread up before. */
  private static void await(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** How many stand before one does: those whose logs go further, and of equals those in order. */
  static long turn(String self, TermIndex last, Map<String, TermIndex> logs, List<String> order) {
    int own = order.indexOf(self);
    return order.stream()
        .filter(other -> !other.equals(self))
        .filter(other -> {
          int further = logs.getOrDefault(other, last).compareTo(last);
          return further > 0 || (further == 0 && order.indexOf(other) < own);
        })
        .count();
  }
}
