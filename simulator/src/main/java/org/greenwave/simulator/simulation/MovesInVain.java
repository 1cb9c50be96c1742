package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenwave.directory.Directory;
import org.greenwave.directory.HistoryEntry;

/** Moves that were followed by a grant: who was moved to may be left alone for a while. */
final class MovesInVain {
  private MovesInVain() {}

  /** Whether there was one of a role. */
  static boolean of(Directory directory, String role) {
    return moves(directory, role).stream().findAny().isPresent();
  }

  /** Whether there was one of a role to a server. */
  static boolean to(Directory directory, String role, String server) {
    return moves(directory, role).stream()
        .anyMatch(move -> move.server().filter(server::equals).isPresent());
  }

  private static List<HistoryEntry> moves(Directory directory, String role) {
    List<HistoryEntry> about =
        directory.history().stream().filter(entry -> entry.about().equals(role)).toList();
    Set<Long> granted =
        about.stream()
            .filter(entry -> entry.kind().equals("granted"))
            .map(HistoryEntry::fence)
            .collect(Collectors.toSet());
    return about.stream()
        .filter(entry -> entry.kind().equals("moving"))
        .filter(move -> granted.contains(move.fence() + 1))
        .toList();
  }
}
