package org.greenwave.server.core;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.realtime.Realtime;

/**
 * Calls an election as soon as the leader's process is known to have ended, instead of waiting for
 * a timeout. The followers take turns, so that they do not split the vote.
 */
final class Succession {
  private final String self;
  private final ConsensusLog log;

  Succession(String self, ConsensusLog log) {
    this.self = self;
    this.log = log;
  }

  /** A server's process has ended. Witnesses come last: they would hand it on. In the loop. */
  void ended(String server, Directory directory) {
    if (log.leader().filter(server::equals).isEmpty()) {
      return;
    }
    List<String> candidates =
        directory.directoryServers().stream()
            .filter(name -> !name.equals(server))
            .sorted(Comparator.comparing(name -> kind(directory, name)))
            .toList();
    if (candidates.contains(self)) {
      Realtime.startAnyhow("election", () -> log.leaderEnded(server, candidates));
    }
  }

  private static Server.Kind kind(Directory directory, String server) {
    return Objects.requireNonNull(directory.servers().get(server)).kind();
  }
}
