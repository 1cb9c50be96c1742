package org.greenwave.directory;

import java.util.List;
import java.util.Objects;

/** Why a server is to host a role. */
public sealed interface GrantReason extends Reason {
  /** Whether the role moves of its own accord: neither a lost server nor a person called for it. */
  default boolean ownAccord() {
    return switch (this) {
      case HostFailed _, TriedAgain _, HigherPriority _ -> true;
      case FirstUsable _,
          HeirTakesOver _,
          HostGone _,
          HostRestarted _,
          LeaseRanOut _,
          LastHostReturned _,
          AskedFor _,
          HostRemoved _,
          HostInMaintenance _,
          HostLeaving _,
          MoveUnfinished _,
          FenceOvertaken _,
          DatabaseReplaced _ ->
          false;
    };
  }

  /** Nobody hosted the role, and this is the first server on its list that can. */
  record FirstUsable(String server, List<SkipReason> skipped) implements GrantReason {
    @Override
    public String sentence() {
      return "%s is the first usable server on the list%s."
          .formatted(server, passedOver("", skipped));
    }
  }

  /** The system succeeds another one, and this is its first grant of the role. */
  record HeirTakesOver(String server, String predecessor, List<SkipReason> skipped)
      implements GrantReason {
    @Override
    public String sentence() {
      return ("%s takes the role and its database over from the system that this one succeeds"
              + " (Directory %s); it is the first usable server on the list%s.")
          .formatted(server, predecessor, passedOver("", skipped));
    }
  }

  /** The host's process has ended: its lease ended with it. */
  record HostGone(String host, List<String> witnesses, String next, List<SkipReason> skipped)
      implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because the process on %s has ended (seen by %s)%s."
          .formatted(next, host, String.join(" and ", witnesses), passedOver(host, skipped));
    }
  }

  /** The host's process was replaced by another before anyone noticed that it had ended. */
  record HostRestarted(String host, String next, List<SkipReason> skipped) implements GrantReason {
    @Override
    public String sentence() {
      return ("%s is given the role because %s has restarted,"
              + " and a restarted server starts nothing by itself%s.")
          .formatted(next, host, passedOver(host, skipped));
    }
  }

  /** The host has been silent for so long that its lease has surely run out. */
  record LeaseRanOut(String host, long silentMillis, String next, List<SkipReason> skipped)
      implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because %s has been silent for %.1f s and its lease has run out%s."
          .formatted(next, host, silentMillis / 1000.0, passedOver(host, skipped));
    }
  }

  /** The host itself reports that it cannot run the role. */
  record HostFailed(String host, String detail, String next, List<SkipReason> skipped)
      implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because %s cannot run the role (%s)%s."
          .formatted(next, host, detail, passedOver(host, skipped));
    }
  }

  /** The host could not run the role, and is the first that can run it now. */
  record TriedAgain(String server, List<SkipReason> skipped) implements GrantReason {
    @Override
    public String sentence() {
      return ("%s is given the role anew because its last grant came to nothing,"
              + " and it can host the role now%s.")
          .formatted(server, passedOver("", skipped));
    }
  }

  /** The whole system has started again and the last host is back. */
  record LastHostReturned(String server) implements GrantReason {
    @Override
    public String sentence() {
      return server + " goes on with the role that it hosted before it was started again.";
    }
  }

  /** A person asked for it. */
  record AskedFor(String from, String server, String by) implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over from %s because %s asked for it.".formatted(server, from, by);
    }
  }

  /** <i>Force execution on highest priority server</i> is set and a better server is healthy. */
  record HigherPriority(String from, String server, long healthyMillis) implements GrantReason {
    @Override
    public String sentence() {
      return ("%s takes over from %s because it is higher on the list, execution on the highest"
              + " priority server is forced, and it has been healthy for %d s.")
          .formatted(server, from, healthyMillis / 1000);
    }
  }

  /** The host is no longer on the list. */
  record HostRemoved(String from, String server) implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because %s was taken off the server list.".formatted(server, from);
    }
  }

  /** The host is to be taken down on purpose. */
  record HostInMaintenance(String from, String server) implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because %s is in maintenance.".formatted(server, from);
    }
  }

  /** The host's process is being stopped, and has said so while it still worked. */
  record HostLeaving(String host, String next, List<SkipReason> skipped) implements GrantReason {
    @Override
    public String sentence() {
      return "%s takes over because %s is being stopped%s."
          .formatted(next, host, passedOver(host, skipped));
    }
  }

  /**
   * A hand-over did not come to its end.
   *
   * @param trouble what the next host says is wrong; empty when it says nothing
   */
  record MoveUnfinished(String server, String to, String trouble, long afterMillis)
      implements GrantReason {
    public MoveUnfinished {
      trouble = Objects.requireNonNullElse(trouble, ""); // not in logs written before it was told
    }

    @Override
    public String sentence() {
      String said = trouble.isEmpty() ? "" : " (" + trouble + ")";
      return "%s gets the role because the move to %s was not finished after %.1f s%s."
          .formatted(server, to, afterMillis / 1000.0, said);
    }
  }

  /** The role database holds a higher fence than the grant. */
  record FenceOvertaken(String server, long found) implements GrantReason {
    @Override
    public String sentence() {
      return "%s gets the role anew because the role database held the higher fence %d."
          .formatted(server, found);
    }
  }

  /**
   * The role database is another than the one in which the host has raised its fence, by an edit or
   * of itself.
   */
  record DatabaseReplaced(String server) implements GrantReason {
    @Override
    public String sentence() {
      return server
          + " gets the role anew because its database was changed, replaced, restored or promoted.";
    }
  }

  /** Those passed over, but for the old host: why it is not chosen is the reason itself. */
  private static String passedOver(String host, List<SkipReason> skipped) {
    List<SkipReason> others = skipped.stream().filter(skip -> !skip.server().equals(host)).toList();
    return others.isEmpty() ? "" : "; passed over: " + SkipReason.clause(others);
  }
}
