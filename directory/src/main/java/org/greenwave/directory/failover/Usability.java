package org.greenwave.directory.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.greenwave.directory.Releases;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.failover.RoleReport.State;
import org.jspecify.annotations.Nullable;

/** Whether a server on a role's list can host it now (rule 1). */
public final class Usability {
  private Usability() {}

  /**
   * The first usable server of a role's list.
   *
   * @param server empty when none is usable
   * @param skipped those before it on the list, each with why
   */
  public record Choice(Optional<String> server, List<SkipReason> skipped) {
    /** Those passed over, without one that is chosen all the same. */
    List<SkipReason> but(String chosen) {
      return skipped.stream().filter(skip -> !skip.server().equals(chosen)).toList();
    }
  }

  /** The first usable server of a role's whole list. */
  public static Choice first(Role role, Situation situation) {
    Choice strict = firstReady(role, situation);
    // If the database is writable from no server, or none is warm, that leaves nobody out: the role
    // is granted all the same and spools.
    return strict.server().isPresent() ? strict : first(role, situation, false);
  }

  /** The first server that can host a role as well as it should, its database included. */
  static Choice firstReady(Role role, Situation situation) {
    return first(role, situation, true);
  }

  /**
   * The first that is ready and has not just failed to take the role over: for a role that has a
   * host which works, and would stop for it.
   */
  static Choice firstFit(Role role, Situation situation) {
    return first(
        role,
        server ->
            skip(role, server, situation).or(() -> Setbacks.keptFrom(role, server, situation)));
  }

  private static Choice first(Role role, Situation situation, boolean strict) {
    return first(role, server -> skip(role, server, situation, strict));
  }

  private static Choice first(Role role, Function<String, Optional<SkipReason>> fault) {
    List<SkipReason> skipped = new ArrayList<>();
    for (String server : role.servers()) {
      Optional<SkipReason> skip = fault.apply(server);
      if (skip.isEmpty()) {
        return new Choice(Optional.of(server), skipped);
      }
      skipped.add(skip.get());
    }
    return new Choice(Optional.empty(), skipped);
  }

  /** Why a server cannot host a role as well as it should be able to; empty when it can. */
  public static Optional<SkipReason> skip(Role role, String server, Situation situation) {
    return skip(role, server, situation, true);
  }

  private static Optional<SkipReason> skip(
      Role role, String server, Situation situation, boolean strict) {
    Optional<Sighting> seen = situation.sightings().of(server);
    if (seen.isEmpty()) {
      return Optional.of(new SkipReason.NotSeen(server));
    }
    Sighting sighting = seen.get();
    return absent(server, sighting, situation)
        .or(() -> apart(server, sighting, situation))
        .or(() -> Guarding.keptFrom(role, server, situation))
        .or(() -> PluginVersions.outdated(role, server, situation))
        .or(() -> unfit(role, server, sighting, strict));
  }

  /** Whether a server could host a role as well as it should, were it not for its maintenance. */
  static boolean onlyMaintained(Role role, String server, Situation situation) {
    return role.servers().contains(server)
        && skip(role, server, situation)
            .filter(SkipReason.InMaintenance.class::isInstance)
            .isPresent()
        && situation
            .sightings()
            .of(server)
            .filter(sighting -> unfit(role, server, sighting, true).isEmpty())
            .isPresent();
  }

  private static Optional<SkipReason> absent(
      String server, Sighting sighting, Situation situation) {
    if (sighting.seemsEnded(situation.sightings().timings())) {
      return Optional.of(new SkipReason.NotRunning(server));
    }
    if (sighting.leaving()) {
      return Optional.of(new SkipReason.Leaving(server));
    }
    long silent = situation.nowMillis() - sighting.heardAtMillis();
    return silent > situation.sightings().timings().leaseMillis()
        ? Optional.of(new SkipReason.NotAnswering(server, silent))
        : Optional.empty();
  }

  /** What a server of a distant version says and does may not be what it seems to be. */
  private static Optional<SkipReason> apart(String server, Sighting sighting, Situation situation) {
    String leader = situation.sightings().watcher();
    return situation
        .sightings()
        .of(leader)
        .map(Sighting::release)
        .filter(own -> !Releases.adjacent(own, sighting.release()))
        .map(own -> new SkipReason.ReleaseApart(server, sighting.release(), leader, own));
  }

  private static Optional<SkipReason> unfit(
      Role role, String server, Sighting sighting, boolean strict) {
    if (!sighting.roleTypes().containsKey(role.type())) {
      return Optional.of(new SkipReason.PluginMissing(server, role.type()));
    }
    RoleReport report = sighting.roles().get(role.name());
    if (report != null && (report.state() == State.REFUSING || report.state() == State.ENDING)) {
      return Optional.of(new SkipReason.RefusedByRole(server, report.sentence()));
    }
    return strict ? unready(server, report) : Optional.empty();
  }

  private static Optional<SkipReason> unready(String server, @Nullable RoleReport report) {
    if (report == null || report.state() == State.PREPARING) {
      return Optional.of(new SkipReason.NotReady(server));
    }
    return report.databaseWritable()
        ? Optional.empty()
        : Optional.of(new SkipReason.DatabaseNotWritable(server));
  }
}
