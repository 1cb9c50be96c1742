package org.greenwave.proving.chance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenwave.proving.history.Decided;

/**
 * Servers that a role was moved to and did not stay on. A host that works, but without its
 * database, does not stop at once for one of these: the next server follows it.
 */
final class InVain {
  private static final Duration TRIAL = Duration.ofMinutes(1);

  private InVain() {}

  /** All of them, by the role's history. */
  static Set<String> servers(List<Decided> history) {
    return history.stream()
        .filter(move -> move.kind().equals("moving"))
        .filter(move -> history.stream().anyMatch(next -> undoes(next, move)))
        .map(Decided::server)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean undoes(Decided next, Decided move) {
    return next.kind().equals("granted")
        && next.fence() == move.fence() + 1
        && !next.server().equals(move.server())
        && Duration.between(Instant.parse(move.at()), Instant.parse(next.at())).compareTo(TRIAL)
            < 0;
  }
}
