package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.failover.RoleReport.State;

/** Hand-overs in order: asked for by a person, completed, or broken off (rule 6). */
public final class Moves {
  private Moves() {}

  /** What a person's wish to move a role comes to. */
  public sealed interface Answer {
    /** To be proposed. */
    record Begin(Change.MoveBegun change) implements Answer {}

    /** Not possible now. */
    record No(Refusal refusal) implements Answer {}
  }

  /** A person asks for a role to be moved to a server. */
  public static Answer ask(String roleName, String server, String by, Situation situation) {
    Role role = situation.directory().roles().get(roleName);
    if (role == null) {
      return new Answer.No(new Refusal.RoleUnknown(roleName));
    }
    if (!role.servers().contains(server)) {
      return new Answer.No(new Refusal.NotOnList(roleName, server));
    }
    return switch (situation.directory().assignment(roleName)) {
      case Assignment.Held held -> ask(role, held.held(), server, by, situation);
      case Assignment.HandingOver _ ->
          new Answer.No(new Refusal.CannotMove(roleName, "another move is under way."));
      case Assignment.Vacant _ ->
          new Answer.No(new Refusal.CannotMove(roleName, "it has no host to move it from."));
    };
  }

  private static Answer ask(
      Role role, Grant held, String server, String by, Situation situation) {
    if (held.server().equals(server)) {
      return new Answer.No(new Refusal.HostsAlready(role.name(), server));
    }
    Optional<SkipReason> skip = Usability.skip(role, server, situation);
    if (skip.isPresent()) {
      return new Answer.No(new Refusal.CannotTakeOver(skip.get()));
    }
    if (!(Standing.of(held, situation) instanceof Standing.Healthy(State state))
        || state != State.ACTIVE) {
      return new Answer.No(
          new Refusal.CannotMove(role.name(), "its host " + held.server() + " is not working."));
    }
    GrantReason reason = new GrantReason.AskedFor(held.server(), server, by);
    Grant pending = grant(role, server, held.fence() + 1, situation, reason);
    return new Answer.Begin(new Change.MoveBegun(pending, held.fence()));
  }

  /** The next host is active under the pending grant. */
  static Optional<Change> completed(
      Role role, Assignment.HandingOver moving, Situation situation) {
    Grant pending = moving.pending();
    return situation
        .sightings()
        .of(pending.server())
        .filter(sighting -> sighting.incarnation().equals(pending.incarnation()))
        .map(sighting -> sighting.roles().get(role.name()))
        .filter(report -> report.state() == State.ACTIVE && report.fence() == pending.fence())
        .map(_ -> new Change.MoveCompleted(role.name(), pending.fence()));
  }

  /** The hand-over has failed or takes too long: the Directory grants above it. */
  static Optional<Decision> brokenOff(
      Role role, Assignment.HandingOver moving, Situation situation) {
    Standing from = Standing.of(moving.from(), situation);
    Standing to = Standing.of(moving.pending(), situation);
    if (lost(from)) {
      return Optional.of(Failover.replace(role, situation, (next, skipped) -> lostHost(moving, from, next, skipped)));
    }
    long since = situation.sightings().assignedAtMillis().getOrDefault(role.name(), Long.MIN_VALUE);
    long started = Math.max(since, situation.sightings().leaderSinceMillis());
    long after = situation.nowMillis() - started;
    boolean late = after > situation.sightings().timings().moveMillis();
    // Silence of the old host is waited out: its lease may still run (law L1).
    boolean settled = from instanceof Standing.Healthy;
    return settled && (late || lost(to) || to instanceof Standing.Failing)
        ? Optional.of(back(role, moving, after, situation))
        : Optional.empty();
  }

  private static Decision back(
      Role role, Assignment.HandingOver moving, long afterMillis, Situation situation) {
    String old = moving.from().server();
    String to = moving.pending().server();
    return role.servers().contains(old)
        ? Failover.grant(
            role, old, situation, new GrantReason.MoveUnfinished(old, to, afterMillis))
        : Failover.replace(
            role,
            situation,
            (next, _) -> new GrantReason.MoveUnfinished(next, to, afterMillis));
  }

  private static boolean lost(Standing standing) {
    return switch (standing) {
      case Standing.Ended _, Standing.Replaced _, Standing.RanOut _ -> true;
      case Standing.Healthy _,
          Standing.Failing _,
          Standing.Doubtful _,
          Standing.NeverSeen _ ->
          false;
    };
  }

  private static GrantReason lostHost(
      Assignment.HandingOver moving, Standing from, String next, List<SkipReason> skipped) {
    String host = moving.from().server();
    return switch (from) {
      case Standing.Ended(List<String> witnesses) ->
          new GrantReason.HostGone(host, witnesses, next, skipped);
      case Standing.RanOut(long silent) ->
          new GrantReason.LeaseRanOut(host, silent, next, skipped);
      case Standing.Replaced _,
          Standing.Healthy _,
          Standing.Failing _,
          Standing.Doubtful _,
          Standing.NeverSeen _ ->
          new GrantReason.HostRestarted(host, next, skipped);
    };
  }

  /** A grant to the incarnation of the server that is heard now. */
  static Grant grant(
      Role role, String server, long fence, Situation situation, GrantReason reason) {
    String incarnation =
        situation.sightings().of(server).map(Sighting::incarnation).orElse("unknown");
    return new Grant(
        role.name(),
        server,
        incarnation,
        fence,
        situation.sightings().term(),
        situation.at(),
        reason);
  }
}
