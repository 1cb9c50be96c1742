package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.RoleReport.State;

/**
 * A hand-over under way: it completes, or the Directory grants above it (rule 6). Either of the two
 * servers may be the one that acts, so a third gets the role only when neither can (law L1).
 */
final class HandOver {
  private HandOver() {}

  static Decision decide(Role role, Assignment.HandingOver moving, Situation situation) {
    Standing from = Standing.of(moving.from(), situation);
    Standing to = Standing.of(moving.pending(), situation);
    if (active(role, moving.pending(), situation)) {
      return complete(role, moving);
    }
    if (from.over()) {
      return stopped(role, moving, from, to, situation);
    }
    boolean back = from instanceof Standing.Healthy && to.over();
    if (back && role.servers().contains(moving.from().server())) {
      return unfinished(role, moving, moving.from().server(), situation);
    }
    return hangs(moving, situation) ? hung(role, moving, from, situation) : wait(role, moving);
  }

  /** The old host has not let go, or had nothing to let go of; it gets no lease any more. */
  private static Decision hung(
      Role role, Assignment.HandingOver moving, Standing from, Situation situation) {
    Standing to = Standing.of(moving.pending(), situation);
    if (to instanceof Standing.Healthy) {
      String next = moving.pending().server();
      // One that was taken off the list meanwhile is granted nothing, only what it may have by now.
      return role.servers().contains(next)
          ? unfinished(role, moving, next, situation)
          : complete(role, moving);
    }
    return to.over() ? replace(role, moving, from, situation) : wait(role, moving);
  }

  private static boolean active(Role role, Grant pending, Situation situation) {
    return situation
        .sightings()
        .of(pending.server())
        .filter(sighting -> sighting.incarnation().equals(pending.incarnation()))
        .map(sighting -> sighting.roles().get(role.name()))
        .filter(report -> report.state() == State.ACTIVE && report.fence() == pending.fence())
        .isPresent();
  }

  /** The old host acts no more. The next one may have been told, so nobody else gets the role. */
  private static Decision stopped(
      Role role, Assignment.HandingOver moving, Standing from, Standing to, Situation situation) {
    if (to instanceof Standing.Healthy) {
      return complete(role, moving);
    }
    return to.over() ? replace(role, moving, from, situation) : wait(role, moving);
  }

  private static Decision replace(
      Role role, Assignment.HandingOver moving, Standing from, Situation situation) {
    return Failover.replace(
        role, situation, (next, skipped) -> because(moving, from, next, skipped, situation));
  }

  private static Decision complete(Role role, Assignment.HandingOver moving) {
    Grant pending = moving.pending();
    Change completed = new Change.MoveCompleted(role.name(), pending.fence());
    return new Decision(role.name(), Optional.of(completed), pending.reason());
  }

  private static Decision unfinished(
      Role role, Assignment.HandingOver moving, String server, Situation situation) {
    String to = moving.pending().server();
    return Failover.grant(
        role,
        server,
        situation,
        new GrantReason.MoveUnfinished(
            server, to, trouble(moving, situation), underWayMillis(role.name(), situation)));
  }

  private static String trouble(Assignment.HandingOver moving, Situation situation) {
    return Standing.of(moving.pending(), situation) instanceof Standing.Failing(String detail, _)
        ? detail
        : "";
  }

  private static Decision wait(Role role, Assignment.HandingOver moving) {
    return new Decision(
        role.name(),
        Optional.empty(),
        new WaitReason.MoveUnderWay(moving.from().server(), moving.pending().server()));
  }

  /** Whether the old host has not let go in time, and acts on no lease any more. */
  private static boolean hangs(Assignment.HandingOver moving, Situation situation) {
    return late(moving, situation)
        && situation.sightings().mayActUntilMillis(moving.from().server()) <= situation.nowMillis();
  }

  /** Whether a hand-over has taken so long that its old host is to get no lease any more. */
  static boolean late(Assignment.HandingOver moving, Situation situation) {
    return underWayMillis(moving.from().role(), situation)
        > situation.sightings().timings().moveMillis();
  }

  private static long underWayMillis(String role, Situation situation) {
    Sightings sightings = situation.sightings();
    long since = sightings.assignedAtMillis().getOrDefault(role, sightings.watchingSinceMillis());
    return situation.nowMillis() - Math.max(since, sightings.leaderSinceMillis());
  }

  private static GrantReason because(
      Assignment.HandingOver moving,
      Standing from,
      String next,
      List<SkipReason> skipped,
      Situation situation) {
    String host = moving.from().server();
    return switch (from) {
      case Standing.Ended(List<String> witnesses) ->
          new GrantReason.HostGone(host, witnesses, next, skipped);
      case Standing.RanOut(long silent) -> new GrantReason.LeaseRanOut(host, silent, next, skipped);
      case Standing.Replaced _ -> new GrantReason.HostRestarted(host, next, skipped);
      case Standing.Failing _, Standing.Healthy _, Standing.Doubtful _, Standing.NeverSeen _ ->
          new GrantReason.MoveUnfinished(
              next,
              moving.pending().server(),
              trouble(moving, situation),
              underWayMillis(moving.from().role(), situation));
    };
  }
}
