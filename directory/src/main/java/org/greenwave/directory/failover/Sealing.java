package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.LeftDatabase;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.failover.RoleReport.State;

/** What becomes of databases that roles have left: their hosts seal them, and say so (rule 5). */
public final class Sealing {
  /** A host that works for that long has tried more than once. */
  private static final long TRIED_MILLIS = 10_000;

  private Sealing() {}

  /** The next thing to record: what a host has sealed is done with. */
  public static Optional<Change> sealed(Situation situation) {
    return situation.directory().roles().values().stream()
        .flatMap(role -> sealed(role, situation).stream())
        .findFirst();
  }

  private static Optional<Change> sealed(Role role, Situation situation) {
    List<LeftDatabase> left = situation.directory().left(role.name());
    return left.isEmpty()
        ? Optional.empty()
        : host(role, situation)
            .map(RoleReport::sealedVersion)
            .filter(version -> version >= left.getFirst().roleVersion())
            .map(version -> new Change.DatabaseSealed(role.name(), version));
  }

  /** What the host says of itself, once it works. */
  private static Optional<RoleReport> host(Role role, Situation situation) {
    return grant(role, situation)
        .flatMap(grant -> situation.sightings().of(grant.server()))
        .map(sighting -> sighting.roles().get(role.name()))
        .filter(report -> report.state() == State.ACTIVE);
  }

  private static Optional<Grant> grant(Role role, Situation situation) {
    return situation.directory().assignment(role.name()).grant();
  }

  /** A database that cannot be sealed: nobody can say that nothing is written there any more. */
  static Optional<Finding> unsealed(Role role, Situation situation) {
    return situation.directory().left(role.name()).stream()
        .findFirst()
        .filter(_ ->
            grant(role, situation)
                .filter(
                    grant -> Patience.healthyMillis(role, grant.server(), situation) > TRIED_MILLIS)
                .isPresent())
        .map(left ->
            new Finding(
                Severity.WARNING,
                "role " + role.name(),
                ("%s has left its database at %s, which is not sealed: a server that is cut off"
                        + " could write there still.")
                    .formatted(role.name(), left.database().url()),
                "Let its host reach it, with the rights to write; if it is gone for good, reset"
                    + " the role."));
  }
}
