package org.greenwave.directory;

import java.util.Optional;
import org.greenwave.directory.Directory.Stamp;

/**
 * How grants enter the Directory. A grant is bound to the term it was decided in and to the
 * assignment it was based on; in any other it is refused, never retried blindly.
 */
final class Granting {
  private Granting() {}

  static Outcome issue(Directory directory, Change.GrantIssued issued, Stamp stamp) {
    Grant grant = issued.grant();
    Optional<Refusal> refusal = refusal(directory, grant, issued.expectedFence(), stamp);
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    return directory
        .edit(draft -> enter(draft, grant, new Assignment.Held(grant), stamp))
        .accepted(entry(stamp, "granted", grant, grant.reason().sentence()));
  }

  static Outcome begin(Directory directory, Change.MoveBegun begun, Stamp stamp) {
    Grant pending = begun.pending();
    Optional<Refusal> refusal = refusal(directory, pending, begun.expectedFence(), stamp);
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    return switch (directory.assignment(pending.role())) {
      case Assignment.Held held ->
          directory
              .edit(draft ->
                  enter(draft, pending, new Assignment.HandingOver(held.held(), pending), stamp))
              .accepted(entry(stamp, "moving", pending, pending.reason().sentence()));
      case Assignment.HandingOver _, Assignment.Vacant _ ->
          new Outcome.Refused(stale(directory, pending.role(), begun.expectedFence()));
    };
  }

  /** A move that no loss of a server called for is counted against the flap guard. */
  private static void enter(Draft draft, Grant grant, Assignment assignment, Stamp stamp) {
    draft.assignments.put(grant.role(), assignment);
    draft.heritage = draft.heritage.granted(grant.role());
    if (grant.reason() instanceof GrantReason reason && reason.ownAccord()) {
      RoleGuard before = draft.guards.getOrDefault(grant.role(), RoleGuard.CALM);
      draft.guards.put(grant.role(), before.moved(stamp.at()));
    }
  }

  static Outcome complete(Directory directory, Change.MoveCompleted completed, Stamp stamp) {
    String role = completed.role();
    if (directory.assignment(role) instanceof Assignment.HandingOver moving
        && moving.pending().fence() == completed.fence()) {
      String sentence = moving.pending().server() + " hosts the role; the hand-over is complete.";
      return directory
          .withAssignment(role, new Assignment.Held(moving.pending()))
          .accepted(entry(stamp, "moved", moving.pending(), sentence));
    }
    return new Outcome.Refused(stale(directory, role, completed.fence()));
  }

  private static Optional<Refusal> refusal(
      Directory directory, Grant grant, long expectedFence, Stamp stamp) {
    Role role = directory.roles().get(grant.role());
    if (role == null || !role.active()) {
      return Optional.of(new Refusal.RoleUnknown(grant.role()));
    }
    if (grant.term() != stamp.term()) {
      return Optional.of(new Refusal.TermPassed(grant.term(), stamp.term()));
    }
    if (!role.servers().contains(grant.server())) {
      return Optional.of(new Refusal.NotOnList(grant.role(), grant.server()));
    }
    long found = directory.assignment(grant.role()).fence();
    return found == expectedFence && grant.fence() > found
        ? Optional.empty()
        : Optional.of(stale(directory, grant.role(), expectedFence));
  }

  private static Refusal stale(Directory directory, String role, long expectedFence) {
    return new Refusal.DecisionStale(role, expectedFence, directory.assignment(role).fence());
  }

  private static HistoryEntry entry(Stamp stamp, String kind, Grant grant, String sentence) {
    return new HistoryEntry(
        stamp.at(), grant.role(), kind, Optional.of(grant.server()), grant.fence(), sentence);
  }
}
