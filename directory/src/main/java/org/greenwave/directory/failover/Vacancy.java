package org.greenwave.directory.failover;

import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Heritage;
import org.greenwave.directory.Role;
import org.greenwave.directory.WaitReason;

/** A role that nobody is to host: new, or activated again after it was deactivated. */
final class Vacancy {
  private Vacancy() {}

  static Decision decide(Role role, Assignment.Vacant vacant, Situation situation) {
    return vacant
        .grant()
        .filter(last -> mayActStill(vacant, last, situation))
        .map(last -> Failover.wait(role, winding(last, situation)))
        .orElseGet(() -> first(role, situation));
  }

  /**
   * Whether the last host may act under its old grant. Its own report settles that at once; so does
   * time: whoever holds a lease that was given since knows that the role was vacated.
   */
  private static boolean mayActStill(Assignment.Vacant vacant, Grant last, Situation situation) {
    Standing standing = Standing.of(last, situation);
    boolean only = last.fence() == vacant.fence();
    if (only && standing.over()) {
      return false;
    }
    boolean winding =
        standing instanceof Standing.Healthy(RoleReport.State state)
            && switch (state) {
              case STARTING, ACTIVE, STOPPING -> true;
              case PREPARING, WARM, REFUSING, ENDING -> false;
            };
    return winding || situation.nowMillis() < settledMillis(last.role(), situation);
  }

  private static long settledMillis(String role, Situation situation) {
    Sightings sightings = situation.sightings();
    long since = sightings.assignedAtMillis().getOrDefault(role, sightings.watchingSinceMillis());
    return Math.max(since, sightings.leaderSinceMillis())
        + sightings.timings().withMargin(sightings.timings().leaseCapMillis());
  }

  private static WaitReason winding(Grant last, Situation situation) {
    return switch (Standing.of(last, situation)) {
      case Standing.Doubtful(_, long remaining) ->
          new WaitReason.LeaseRunning(last.server(), remaining);
      case Standing.NeverSeen(long remaining) ->
          new WaitReason.LeaseRunning(last.server(), remaining);
      case Standing.Healthy _,
          Standing.Failing _,
          Standing.Ended _,
          Standing.Replaced _,
          Standing.RanOut _ ->
          new WaitReason.HostStopping(last.server());
    };
  }

  private static Decision first(Role role, Situation situation) {
    return Patience.preparing(role, situation)
        .map(reason -> Failover.wait(role, reason))
        .orElseGet(() -> Failover.replace(role, situation, because(role, situation)));
  }

  /** The first grant of a role that a predecessor has granted takes its database over, too. */
  private static Failover.Because because(Role role, Situation situation) {
    Heritage heritage = situation.directory().heritage();
    return heritage.roles().contains(role.name())
        ? (next, skipped) ->
            new GrantReason.HeirTakesOver(next, heritage.predecessors().getLast(), skipped)
        : GrantReason.FirstUsable::new;
  }
}
