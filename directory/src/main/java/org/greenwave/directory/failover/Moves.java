package org.greenwave.directory.failover;

import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.failover.RoleReport.State;

/** What a person's wish to move a role comes to (rule 6). */
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

  private static Answer ask(Role role, Grant held, String server, String by, Situation situation) {
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
