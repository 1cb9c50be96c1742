package org.greenwave.directory.failover;

import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;

/** What a server that is being stopped waits for before it stops its roles and ends. */
public final class Leaving {
  /** The longest that it waits: who has taken nothing over by then does so once it has ended. */
  public static final long MOST_MILLIS = 3_000;

  private Leaving() {}

  /**
   * Whether others may still take over what it has: its roles, and then the lead.
   *
   * @param leads whether it leads the Directory
   */
  public static boolean waits(String server, Situation situation, boolean leads) {
    boolean roles =
        situation.directory().roles().values().stream()
            .anyMatch(role -> given(role, server, situation));
    return roles || (leads && Leading.successor(situation, _ -> true).isPresent());
  }

  private static boolean given(Role role, String server, Situation situation) {
    Assignment assignment = situation.directory().assignment(role.name());
    return has(assignment, server)
        && (assignment instanceof Assignment.HandingOver
            || Usability.firstReady(role, situation)
                .server()
                .filter(next -> !next.equals(server))
                .isPresent());
  }

  /** The same of a server that sees nobody: while it hears the leader, it goes by the Directory. */
  public static boolean waits(String server, Directory directory, boolean leased) {
    return leased && directory.assignments().values().stream().anyMatch(it -> has(it, server));
  }

  private static boolean has(Assignment assignment, String server) {
    return switch (assignment) {
      case Assignment.Vacant _ -> false;
      case Assignment.Held held -> held.held().server().equals(server);
      // What is on its way to it goes on from there, once it has come.
      case Assignment.HandingOver(Grant from, Grant pending) ->
          from.server().equals(server) || pending.server().equals(server);
    };
  }
}
