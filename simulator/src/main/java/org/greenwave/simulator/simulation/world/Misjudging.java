package org.greenwave.simulator.simulation.world;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Failover;
import org.greenwave.directory.failover.Sighting;
import org.greenwave.directory.failover.Situation;

/** What a leader decides, and what one with a planted mistake makes of it. */
final class Misjudging {
  private Misjudging() {}

  static List<Decision> decide(World world, Situation situation) {
    List<Decision> right = Failover.decide(situation);
    if (world.has(Bug.SILENCE_IGNORED)) {
      return right.stream().map(Misjudging::withoutSilence).toList();
    }
    if (world.has(Bug.DEAD_IS_USABLE)) {
      return right.stream().map(decision -> toTheFirst(decision, situation)).toList();
    }
    return world.has(Bug.LAST_OF_LIST)
        ? situation.directory().roles().values().stream()
            .map(role -> Failover.decide(reversed(role), situation))
            .toList()
        : right;
  }

  private static Decision withoutSilence(Decision right) {
    boolean silence =
        right.change().orElse(null) instanceof Change.GrantIssued issued
            && issued.grant().reason() instanceof GrantReason.LeaseRanOut;
    return silence ? new Decision(right.role(), Optional.empty(), right.reason()) : right;
  }

  private static Decision toTheFirst(Decision right, Situation situation) {
    Role role = situation.directory().roles().get(right.role());
    if (role == null
        || !(right.change().orElse(null) instanceof Change.GrantIssued(Grant grant, long fence))) {
      return right;
    }
    String first = role.servers().getFirst();
    String incarnation =
        situation.sightings().of(first).map(Sighting::incarnation).orElse("unknown");
    Grant wrong =
        new Grant(
            grant.role(),
            first,
            incarnation,
            grant.fence(),
            grant.term(),
            grant.at(),
            grant.reason());
    return new Decision(
        right.role(), Optional.of(new Change.GrantIssued(wrong, fence)), right.reason());
  }

  private static Role reversed(Role role) {
    return new Role(
        role.name(),
        role.type(),
        role.description(),
        role.servers().reversed(),
        role.forceHighest(),
        role.active(),
        role.database(),
        role.settings(),
        role.version());
  }
}
