package org.greenwave.directory.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.RoleGuard;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.Timings;
import org.greenwave.directory.WaitReason;

/**
 * What is kept from servers and what servers are kept from: maintenance, the flap guard (rule 2),
 * and roles that end their servers (rule 8).
 */
public final class Guarding {
  private Guarding() {}

  /** Why a role is kept from a server that could host it. */
  static Optional<SkipReason> keptFrom(Role role, String server, Situation situation) {
    Directory directory = situation.directory();
    if (directory.maintenance().containsKey(server)) {
      return Optional.of(new SkipReason.InMaintenance(server));
    }
    RoleGuard guard = directory.guard(role.name());
    return guard.heldBack() && neededForMajority(server, situation)
        ? Optional.of(new SkipReason.HeldBack(server, guard.endings().size()))
        : Optional.empty();
  }

  private static boolean neededForMajority(String server, Situation situation) {
    List<String> all = situation.directory().directoryServers();
    long others =
        all.stream()
            .filter(other -> !other.equals(server))
            .filter(other -> Findings.alive(other, situation))
            .count();
    return all.contains(server) && 2 * others <= all.size();
  }

  /** Whether the role has moved of its own accord so often that it has to wait. */
  static Optional<WaitReason> flapping(Role role, Situation situation) {
    Timings timings = situation.sightings().timings();
    Duration within = Duration.ofMillis(timings.flapMillis());
    List<Instant> moves =
        situation.directory().guard(role.name()).movesWithin(within, situation.at());
    if (moves.size() < timings.flapMoves()) {
      return Optional.empty();
    }
    Instant frees = moves.get(moves.size() - (int) timings.flapMoves()).plus(within);
    long remaining = Duration.between(situation.at(), frees).toMillis();
    return Optional.of(new WaitReason.FlapGuard(moves.size(), timings.flapMillis(), remaining));
  }

  /** The server processes that roles are ending, and that are not recorded yet. */
  public static List<Change> endings(Situation situation) {
    return situation.sightings().servers().entrySet().stream()
        .flatMap(entry -> endings(entry.getKey(), entry.getValue(), situation.directory()).stream())
        .toList();
  }

  private static List<Change> endings(String server, Sighting sighting, Directory directory) {
    return sighting.roles().entrySet().stream()
        .filter(entry -> entry.getValue().state() == RoleReport.State.ENDING)
        .map(entry -> entry.getKey())
        .filter(role -> !directory.guard(role).knows(sighting.incarnation()))
        .<Change>map(role -> new Change.ServerEnded(role, server, sighting.incarnation()))
        .toList();
  }
}
