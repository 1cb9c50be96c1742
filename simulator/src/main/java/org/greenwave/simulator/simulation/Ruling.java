package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.simulator.simulation.world.Leadership;

/**
 * A grant as a leader has decided it.
 *
 * @param leader who decided
 * @param directory as the leader knew it then
 */
record Ruling(Leadership leader, Directory directory, Grant grant, GrantReason reason) {
  /** Whether a change grants something for a reason of failover. */
  static Optional<Ruling> of(Leadership leader, Directory directory, Change change) {
    return granted(change)
        .filter(grant -> grant.reason() instanceof GrantReason)
        .map(grant -> new Ruling(leader, directory, grant, (GrantReason) grant.reason()));
  }

  /** The grant that a change brings. */
  static Optional<Grant> granted(Change change) {
    if (change instanceof Change.GrantIssued(Grant grant, _)) {
      return Optional.of(grant);
    }
    return change instanceof Change.MoveBegun(Grant pending, _)
        ? Optional.of(pending)
        : Optional.empty();
  }

  Assignment before() {
    return directory.assignment(grant.role());
  }

  Optional<Role> role() {
    return Optional.ofNullable(directory.roles().get(grant.role()));
  }

  List<String> list() {
    return role().map(Role::servers).orElse(List.of());
  }
}
