package org.greenwave.server.core;

import java.util.List;
import org.greenwave.server.log.ConsensusLog;

/**
 * Calls an election as soon as the leader's process is known to have ended, instead of waiting for
 * a timeout. The followers go by rank, so that they do not split the vote.
 */
final class Succession {
  private static final long RANK_MILLIS = 60;

  private final String self;
  private final Loop loop;
  private final ConsensusLog log;

  Succession(String self, Loop loop, ConsensusLog log) {
    this.self = self;
    this.loop = loop;
    this.log = log;
  }

  /**
   * A server's process has ended. In the loop.
   *
   * @param candidates the Directory servers by name
   */
  void ended(String server, List<String> candidates) {
    if (log.leader().filter(server::equals).isEmpty()) {
      return;
    }
    long rank = candidates.stream().filter(name -> !name.equals(server)).toList().indexOf(self);
    if (rank >= 0) {
      loop.after(
          rank * RANK_MILLIS,
          () -> Thread.ofVirtual().name("election").start(() -> log.leaderEnded(server)));
    }
  }
}
