package org.greenwave.directory.upgrade;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Server;
import org.greenwave.directory.StepReason;

/**
 * What becomes of one server in an upgrade.
 *
 * @param server as the Directory records it
 * @param release the version that runs, or ran last
 * @param part what it does in the system, which says when its turn is
 * @param phase how far it is
 * @param obstacles why it had better not be taken out now; empty when that is safe
 * @param moves where its roles would go
 * @param nextLeader who would lead; empty when it does not lead, or nobody else can
 * @param sentence how it stands
 * @param actions what is left to be done, in order
 */
public record Step(
    Server server,
    String release,
    Part part,
    Phase phase,
    List<StepReason> obstacles,
    List<Move> moves,
    Optional<String> nextLeader,
    String sentence,
    List<Action> actions) {

  /** What a server does, in the order in which servers are upgraded. */
  public enum Part {
    EXPANSION,
    WITNESS,
    STANDBY,
    HOST,
    LEADER
  }

  /** How far a server is. */
  public enum Phase {
    /** At work with the version that is to be replaced. */
    WAITING,
    /** In maintenance, and still hosts something or leads. */
    EMPTYING,
    /** In maintenance, with nothing to do. */
    EMPTY,
    /** Not heard from. */
    DOWN,
    /** Back with the new version, and still in maintenance. */
    RETURNED,
    /** At work with the new version. */
    DONE
  }

  /** A role's move to where it would go; empty for nowhere. */
  public record Move(String role, Optional<String> to) {}

  /** One thing that a person does; the command is empty where there is none. */
  public record Action(String sentence, String command) {}

  public Step {
    obstacles = List.copyOf(obstacles);
    moves = List.copyOf(moves);
    actions = List.copyOf(actions);
  }

  /** Whether something has begun here that is not finished. */
  boolean underWay() {
    return switch (phase) {
      case EMPTYING, EMPTY, DOWN, RETURNED -> true;
      case WAITING, DONE -> false;
    };
  }
}
