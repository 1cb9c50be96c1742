package org.greenwave.simulator.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
      return without(GrantReason.LeaseRanOut.class, right);
    }
    if (world.has(Bug.FORCE_OPTION_IGNORED)) {
      return without(GrantReason.HigherPriority.class, right);
    }
    if (world.has(Bug.DEAD_IS_USABLE)) {
      return right.stream().map(decision -> toTheFirst(decision, situation)).toList();
    }
    if (world.has(Bug.LAST_OF_LIST)) {
      return decide(situation, role -> with(role, role.servers().reversed(), false));
    }
    return world.has(Bug.FORCED_UNASKED)
        ? decide(situation, role -> with(role, role.servers(), true))
        : right;
  }

  private static List<Decision> decide(Situation situation, UnaryOperator<Role> mistaken) {
    return situation.directory().roles().values().stream()
        .map(role -> Failover.decide(mistaken.apply(role), situation))
        .toList();
  }

  private static List<Decision> without(Class<? extends GrantReason> reason, List<Decision> right) {
    return right.stream()
        .map(decision ->
            reason.isInstance(decision.reason())
                ? new Decision(decision.role(), Optional.empty(), decision.reason())
                : decision)
        .toList();
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

  private static Role with(Role role, List<String> servers, boolean forced) {
    return new Role(
        role.name(),
        role.type(),
        role.description(),
        servers,
        forced,
        role.active(),
        role.database(),
        role.settings(),
        role.version());
  }
}
