package org.greenwave.simulator.simulation;

import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.Witness;
import org.greenwave.simulator.simulation.world.World;

/**
 * A while in which nothing goes wrong and nobody wishes anything, after all has settled. Nothing
 * excuses a grant then, but that a forced role returns; and when it is over the list has decided.
 */
final class CalmTime implements Witness {
  /** A return takes a hand-over and what the last of the faults has put off. */
  private static final long RETURN_MILLIS = 5_000;

  private final World world;
  private final Cautions cautions;

  CalmTime(World world, Cautions cautions) {
    this.world = world;
    this.cautions = cautions;
  }

  /** How long it lasts: the force option has to come to its end. */
  long millis() {
    return world.timings().failBackMillis() + RETURN_MILLIS;
  }

  /** How many roles have to have returned when it is over. */
  long forced() {
    return directory().roles().values().stream()
        .filter(role -> role.active() && role.forceHighest() && !heldBack(role))
        .count();
  }

  private Directory directory() {
    return world.log().directoryAt(world.log().last());
  }

  @Override
  public void committed(ReplicatedLog.Entry entry) {
    if (entry.outcome().orElse(null) instanceof Outcome.Accepted
        && entry.content() instanceof ReplicatedLog.Content.Changed(Change change)) {
      Ruling.granted(change)
          .filter(grant -> !returns(grant))
          .ifPresent(grant -> {
            throw new LawBroken(Law.L6, "all was well, and yet there was " + grant);
          });
    }
  }

  /** A forced role returns; what came to nothing before the calm is tried again in its time. */
  private boolean returns(Grant grant) {
    boolean again =
        grant.reason() instanceof GrantReason.HostRemoved
            || grant.reason() instanceof GrantReason.HostInMaintenance;
    return grant.reason() instanceof GrantReason.HigherPriority
        || (again && MovesInVain.of(directory(), grant.role()));
  }

  /** What is not as it must be when it is over. */
  Optional<LawBroken> missing() {
    return directory().roles().values().stream()
        .filter(role -> role.active() && role.forceHighest() && !heldBack(role))
        .flatMap(role -> missing(role).stream())
        .findFirst();
  }

  private boolean heldBack(Role role) {
    return directory().guard(role.name()).moves().size() >= world.timings().flapMoves()
        || MovesInVain.of(directory(), role.name());
  }

  private Optional<LawBroken> missing(Role role) {
    return first(role)
        .filter(server -> noneHolds(role, server))
        .map(server ->
            new LawBroken(
                Law.L5,
                "%s is forced to %s, and in calm is left to %s; %s"
                    .formatted(
                        role.name(), server, directory().assignment(role.name()), word(role))));
  }

  /** Whether neither a server hosts a role, nor one before it, from which it only may be kept. */
  private boolean noneHolds(Role role, String upTo) {
    return role.servers().subList(0, role.servers().indexOf(upTo) + 1).stream()
        .noneMatch(server -> LawWatch.holds(world.machine(server), role.name()));
  }

  private String word(Role role) {
    return world.leader().map(leader -> leader.says(role.name())).orElse("");
  }

  /** All servers work and all standbys are warm: only people and rule 8 keep a role from one. */
  private Optional<String> first(Role role) {
    return role.servers().stream()
        .filter(server -> !directory().maintenance().containsKey(server))
        .filter(server -> !cautions.mayKeep(role.name(), server))
        .findFirst();
  }
}
