package org.greenwave.directory.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greenwave.directory.HistoryEntry;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Moves to a server that came to nothing: the role was granted anew within a minute. Each stopped a
 * host that worked, so the next waits twice as long as the one before: a server that looks well and
 * cannot run the role would interrupt it for ever.
 */
final class Setbacks {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration TRIAL = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private Setbacks() {}

  /** Why a role that has a host is not moved to a server yet. */
  static Optional<SkipReason> keptFrom(Role role, String server, Situation situation) {
    int setbacks = count(role, server, situation);
    long remaining =
        neededMillis(setbacks, situation) - Patience.healthyMillis(role, server, situation);
    return setbacks > 0 && remaining > 0
        ? Optional.of(new SkipReason.TookOverInVain(server, setbacks, remaining))
        : Optional.empty();
  }

  /** For how long a better server must have been healthy before a role returns to it. */
  static long healthyMillis(Role role, String server, Situation situation) {
    return neededMillis(count(role, server, situation), situation);
  }

  private static long neededMillis(int setbacks, Situation situation) {
    return situation.sightings().timings().failBackMillis() << Math.min(setbacks, MOST_DOUBLINGS);
  }

  private static int count(Role role, String server, Situation situation) {
    List<HistoryEntry> late = late(role, situation);
    Map<Long, HistoryEntry> granted =
        late.stream()
            .filter(entry -> entry.kind().equals("granted"))
            .collect(Collectors.toMap(HistoryEntry::fence, entry -> entry, (one, _) -> one));
    return (int)
        late.stream()
            .filter(entry -> entry.kind().equals("moving"))
            .filter(entry -> entry.server().filter(server::equals).isPresent())
            .filter(entry -> inVain(entry, granted.get(entry.fence() + 1)))
            .count();
  }

  /** Whether another server was granted the role soon after a move; the same one has it then. */
  private static boolean inVain(HistoryEntry moved, @Nullable HistoryEntry next) {
    return next != null
        && !next.server().equals(moved.server())
        && Duration.between(moved.at(), next.at()).compareTo(TRIAL) < 0;
  }

  /** What happened to the role within the last hour, since a person last reset its guard. */
  private static List<HistoryEntry> late(Role role, Situation situation) {
    Instant now = situation.at();
    List<HistoryEntry> about =
        situation.directory().history().stream()
            .filter(entry -> entry.about().equals(role.name()))
            .toList();
    return about.stream()
        .skip(sinceReset(about))
        .filter(entry -> entry.at().plus(REMEMBERED).isAfter(now) && !entry.at().isAfter(now))
        .toList();
  }

  private static int sinceReset(List<HistoryEntry> about) {
    List<String> kinds = about.stream().map(HistoryEntry::kind).toList();
    return kinds.lastIndexOf("reset") + 1;
  }
}
