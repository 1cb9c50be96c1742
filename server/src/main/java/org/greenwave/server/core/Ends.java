package org.greenwave.server.core;

import java.util.HashMap;
import java.util.Map;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;

/** The ends of other servers' processes that this one has seen: of each server the latest. */
final class Ends {
  private final Map<String, String> ends = new HashMap<>();
  private final Map<String, String> running = new HashMap<>();

  /** A process has ended; tells whether that is new, and not just an earlier run's end. */
  boolean saw(String server, String incarnation) {
    boolean told = incarnation.equals(ends.put(server, incarnation));
    return !told && running.getOrDefault(server, "").compareTo(incarnation) <= 0;
  }

  /** A process beats. Its server is not gone when one before it is found to have ended. */
  void runs(String server, String incarnation) {
    running.merge(server, incarnation, (before, now) -> before.compareTo(now) > 0 ? before : now);
  }

  /** A process lives: neither it nor one that was to come after it has ended. */
  void lives(String server, String incarnation) {
    ends.computeIfPresent(server, (_, ended) -> ended.compareTo(incarnation) >= 0 ? null : ended);
  }

  /** Another machine counts its runs anew, so the end of a run of the last one says nothing. */
  void learned(Directory before, Directory after) {
    before.servers().values().stream()
        .filter(server -> !server.isIn(after))
        .map(Server::name)
        .forEach(server -> {
          ends.remove(server);
          running.remove(server);
        });
  }

  /** What beats tell of it. */
  Map<String, String> told() {
    return Map.copyOf(ends);
  }
}
