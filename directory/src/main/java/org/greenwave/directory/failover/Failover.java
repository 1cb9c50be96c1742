package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.failover.Usability.Choice;

/**
 * Who is to host each role, and why. The heart of Greenwave: facts in, changes out, each with its
 * reason. Called by the leader on each tick and each new piece of evidence, by previews, by the
 * scenarios and by the simulation; the same facts always give the same answer.
 */
public final class Failover {
  private Failover() {}

  /** One decision for each role, also when nothing is to be done. */
  public static List<Decision> decide(Situation situation) {
    return situation.directory().roles().values().stream()
        .map(role -> decide(role, situation))
        .toList();
  }

  /** The decision for one role. */
  public static Decision decide(Role role, Situation situation) {
    if (!role.active()) {
      return wait(role, new WaitReason.Deactivated());
    }
    return switch (situation.directory().assignment(role.name())) {
      case Assignment.Vacant vacant -> Vacancy.decide(role, vacant, situation);
      case Assignment.Held held -> held(role, held.held(), situation);
      case Assignment.HandingOver moving -> HandOver.decide(role, moving, situation);
    };
  }

  private static Decision held(Role role, Grant grant, Situation situation) {
    String host = grant.server();
    return switch (Standing.of(grant, situation)) {
      case Standing.Healthy(State state) -> healthy(role, grant, state, situation);
      case Standing.Failing failing -> failing(role, grant, failing, situation);
      case Standing.Ended(List<String> witnesses) ->
          replace(
              role,
              situation,
              (next, skipped) -> new GrantReason.HostGone(host, witnesses, next, skipped));
      case Standing.Replaced _ -> restarted(role, grant, situation);
      case Standing.Doubtful doubtful -> wait(role, Patience.doubt(host, doubtful));
      case Standing.NeverSeen(long remaining) -> absent(role, grant, remaining, situation);
      case Standing.RanOut(long silent) ->
          Patience.awaited(role, grant, situation)
              .map(reason -> wait(role, reason))
              .orElseGet(() ->
                  replace(
                      role,
                      situation,
                      (next, skipped) -> new GrantReason.LeaseRanOut(host, silent, next, skipped)));
    };
  }

  /** A fence that the database does not honour speaks against the grant, not against its host. */
  private static Decision failing(
      Role role, Grant grant, Standing.Failing failing, Situation situation) {
    String host = grant.server();
    long found = failing.fenceFound();
    boolean listed = role.servers().contains(host);
    if (listed && found > grant.fence()) {
      return overtake(role, grant, found, situation);
    }
    if (listed && found == grant.fence()) {
      Optional<Decision> anew = Reloading.decide(role, host, situation);
      if (anew.isPresent()) {
        return anew.get();
      }
    }
    return replace(
        role, situation, (next, skipped) -> failed(host, failing.detail(), next, skipped));
  }

  private static GrantReason failed(
      String host, String detail, String next, List<SkipReason> skipped) {
    return next.equals(host)
        ? new GrantReason.TriedAgain(next, skipped)
        : new GrantReason.HostFailed(host, detail, next, skipped);
  }

  /** Law L6: only an operator, by edit or signal, or the force option disturbs a healthy host. */
  private static Decision healthy(Role role, Grant grant, State state, Situation situation) {
    String host = grant.server();
    // The list comes first: a host taken off it before it learned of its grant never starts.
    if (!role.servers().contains(host)) {
      return Departure.removed(role, host, state, situation);
    }
    if (state == State.STOPPING) {
      return wait(role, new WaitReason.HostStopping(host));
    }
    if (state != State.ACTIVE) {
      return Departure.withoutDatabase(role, host, situation)
          .orElseGet(() -> wait(role, starting(role, host, situation)));
    }
    if (situation.sightings().leaving(host)) {
      return Departure.leaving(role, host, situation);
    }
    if (situation.directory().maintenance().containsKey(host)) {
      return Departure.maintained(role, host, situation);
    }
    Optional<Decision> following = Departure.withoutDatabase(role, host, situation);
    if (following.isPresent()) {
      return following.get();
    }
    return role.forceHighest()
        ? Preference.force(role, host, situation)
        : wait(role, new WaitReason.HostHealthy(host));
  }

  private static WaitReason starting(Role role, String host, Situation situation) {
    return Patience.databaseAwaited(role, host, situation)
        ? new WaitReason.DatabaseAwaited(host)
        : new WaitReason.HostStarting(host);
  }

  private static Decision restarted(Role role, Grant grant, Situation situation) {
    if (!Patience.justStarted(situation) || !role.servers().contains(grant.server())) {
      return replace(
          role,
          situation,
          (next, skipped) -> new GrantReason.HostRestarted(grant.server(), next, skipped));
    }
    return Usability.skip(role, grant.server(), situation).isEmpty()
        ? grant(role, grant.server(), situation, new GrantReason.LastHostReturned(grant.server()))
        : wait(role, Patience.lastHost(grant, situation));
  }

  private static Decision absent(Role role, Grant grant, long remaining, Situation situation) {
    return wait(
        role,
        Patience.awaited(role, grant, situation)
            .orElse(new WaitReason.LeaseRunning(grant.server(), remaining)));
  }

  private static Decision overtake(Role role, Grant grant, long found, Situation situation) {
    Grant above =
        Moves.grant(
            role,
            grant.server(),
            found + 1,
            situation,
            new GrantReason.FenceOvertaken(grant.server(), found));
    return act(role, new Change.GrantIssued(above, grant.fence()), above.reason());
  }

  /** Makes a reason out of the server chosen and those passed over. */
  interface Because {
    GrantReason of(String next, List<SkipReason> skipped);
  }

  /** Grants the role to the first usable server, whoever had it before (law L5). */
  static Decision replace(Role role, Situation situation, Because because) {
    Choice choice = Usability.first(role, situation);
    return choice
        .server()
        .or(() -> Departure.backToMaintained(role, situation))
        .map(next -> grant(role, next, situation, because.of(next, choice.but(next))))
        .orElseGet(() -> wait(role, new WaitReason.NobodyUsable(choice.skipped())));
  }

  static Decision grant(Role role, String server, Situation situation, GrantReason reason) {
    long fence = situation.directory().assignment(role.name()).fence();
    Grant grant = Moves.grant(role, server, fence + 1, situation, reason);
    return act(role, new Change.GrantIssued(grant, fence), reason);
  }

  static Decision move(Role role, String server, Situation situation, GrantReason reason) {
    long fence = situation.directory().assignment(role.name()).fence();
    Grant pending = Moves.grant(role, server, fence + 1, situation, reason);
    return act(role, new Change.MoveBegun(pending, fence), reason);
  }

  private static Decision act(Role role, Change change, Reason reason) {
    return new Decision(role.name(), Optional.of(change), reason);
  }

  static Decision wait(Role role, WaitReason reason) {
    return new Decision(role.name(), Optional.empty(), reason);
  }
}
