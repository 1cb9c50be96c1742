package org.greenwave.directory.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.RoleGuard;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.Timings;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.RoleReport.State;

/**
 * What is kept from servers and what servers are kept from: maintenance, the flap guard (rule 2),
 * and roles that end their servers (rule 8).
 */
public final class Guarding {
  /** For how long a role that has ended a server is kept from the majority without being told. */
  private static final Duration CAUTION = Duration.ofSeconds(10);

  /** With fewer Directory servers, each is needed for the majority, always. */
  private static final int SPARE_ONE = 3;

  private Guarding() {}

  /** Why a role is kept from a server that could host it. */
  static Optional<SkipReason> keptFrom(Role role, String server, Situation situation) {
    Directory directory = situation.directory();
    if (directory.maintenance().containsKey(server)) {
      return Optional.of(new SkipReason.InMaintenance(server));
    }
    RoleGuard guard = guard(role, situation);
    boolean cautious = guard.endedWithin(CAUTION, situation.at());
    return (guard.heldBack() || cautious) && neededForMajority(server, situation)
        ? Optional.of(new SkipReason.HeldBack(server, guard.endings().size()))
        : Optional.empty();
  }

  /** A role's guard with the endings that are seen and not recorded yet. */
  private static RoleGuard guard(Role role, Situation situation) {
    RoleGuard guard = situation.directory().guard(role.name());
    for (String server : role.servers()) {
      Optional<Sighting> seen = situation.sightings().of(server);
      if (seen.isPresent()
          && startEnded(role.name(), server, seen.get(), situation)
          && !guard.knows(seen.get().incarnation())) {
        guard = guard.ended(new RoleGuard.Ending(server, seen.get().incarnation(), situation.at()));
      }
    }
    return guard;
  }

  private static boolean neededForMajority(String server, Situation situation) {
    List<String> all = situation.directory().directoryServers();
    long others =
        all.stream()
            .filter(other -> !other.equals(server))
            .filter(other -> Majority.takesPart(other, situation))
            .filter(other -> !leaving(other, situation))
            .count();
    return all.contains(server) && 2 * others <= all.size();
  }

  /** Whether the process on a server may end at any moment for what a role did to it. */
  private static boolean leaving(String server, Situation situation) {
    return situation
        .sightings()
        .of(server)
        .filter(seen ->
            seen.roles().keySet().stream()
                .anyMatch(role -> in(State.ENDING, role, seen) && known(role, seen, situation)))
        .isPresent();
  }

  private static boolean known(String role, Sighting seen, Situation situation) {
    return situation.directory().guard(role).knows(seen.incarnation());
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

  /**
   * The next server process that has ended, or may end, because of a role: its server ends it when
   * that is recorded. One at a time, and never one that the Directory's majority depends on; a
   * Directory of one server has no majority to keep.
   */
  public static Optional<Change> ending(Situation situation) {
    Map<String, Sighting> seen = new TreeMap<>(situation.sightings().servers());
    return seen.entrySet().stream()
        .flatMap(entry -> endings(entry.getKey(), entry.getValue(), situation))
        .findFirst();
  }

  private static Stream<Change> endings(String server, Sighting seen, Situation situation) {
    return seen.roles().keySet().stream()
        .filter(role ->
            startEnded(role, server, seen, situation) || mayEnd(role, server, seen, situation))
        .filter(role -> !known(role, seen, situation))
        .sorted()
        .map(role -> new Change.ServerEnded(role, server, seen.incarnation()));
  }

  private static boolean mayEnd(String role, String server, Sighting seen, Situation situation) {
    return in(State.ENDING, role, seen)
        && (situation.directory().directoryServers().size() == 1
            || !neededForMajority(server, situation));
  }

  /**
   * Whether a server's process ended without a word while it started a role: the start has probably
   * ended it, by using up the memory for example.
   */
  private static boolean startEnded(
      String role, String server, Sighting seen, Situation situation) {
    return situation.directory().roles().containsKey(role)
        && seen.seemsEnded(situation.sightings().timings())
        && in(State.STARTING, role, seen)
        && writable(role, seen)
        && situation.directory().directoryServers().size() >= SPARE_ONE
        && Evidence.conclusive(server, seen, situation);
  }

  private static boolean writable(String role, Sighting seen) {
    RoleReport report = seen.roles().get(role);
    return report != null && report.databaseWritable();
  }

  private static boolean in(State state, String role, Sighting seen) {
    RoleReport report = seen.roles().get(role);
    return report != null && report.state() == state;
  }
}
