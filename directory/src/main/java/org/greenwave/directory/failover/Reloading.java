package org.greenwave.directory.failover;

import java.util.Optional;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.RoleReport.State;

/**
 * A host whose database is another than before, by an edit or of itself. That speaks against its
 * grant, not against it: the role stays where it is, also while it is loaded anew.
 */
final class Reloading {
  private Reloading() {}

  /** What is done about the role; empty when its host is to be replaced. */
  static Optional<Decision> decide(Role role, String host, Situation situation) {
    if (Usability.skip(role, host, situation).isEmpty() || spared(role, host, situation)) {
      return Optional.of(
          Failover.grant(role, host, situation, new GrantReason.DatabaseReplaced(host)));
    }
    return preparing(role, host, situation) && !overtaken(role, situation)
        ? Optional.of(Failover.wait(role, new WaitReason.HostReloading(host)))
        : Optional.empty();
  }

  private static boolean preparing(Role role, String host, Situation situation) {
    return situation
        .sightings()
        .of(host)
        .map(sighting -> sighting.roles().get(role.name()))
        .filter(report -> report.state() == State.PREPARING)
        .isPresent();
  }

  /** Whether it had the role in its maintenance, for want of another server, and still would. */
  private static boolean spared(Role role, String host, Situation situation) {
    return Usability.onlyMaintained(role, host, situation)
        && Usability.firstReady(role, situation).server().isEmpty();
  }

  /** Whether the best of the others has long been ready, with the role's present database. */
  private static boolean overtaken(Role role, Situation situation) {
    return Usability.firstReady(role, situation)
        .server()
        .filter(next -> Patience.readyForLong(role, next, situation))
        .isPresent();
  }
}
