package org.greenwave.directory;

import java.util.List;
import java.util.stream.Collectors;

/** Why a server on the list cannot host the role now. */
public sealed interface SkipReason extends Reason {
  /** The server that is passed over. */
  String server();

  /** No sign of it since the leader began to watch. */
  record NotSeen(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " has not been heard from yet";
    }
  }

  /** Its process has ended. */
  record NotRunning(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " is not running";
    }
  }

  /** It says that it is being stopped. */
  record Leaving(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " is being stopped";
    }
  }

  /** It lives, or not: nothing has been heard for a while. */
  record NotAnswering(String server, long silentMillis) implements SkipReason {
    @Override
    public String sentence() {
      return "%s has not been heard from for %.1f s".formatted(server, silentMillis / 1000.0);
    }
  }

  /** It has taken the role over of late, or begun to, and soon had it no more. */
  record TookOverInVain(String server, int times, long remainingMillis) implements SkipReason {
    @Override
    public String sentence() {
      return "%s did not keep the role (%s within an hour) and is tried again in %.0f s"
          .formatted(server, times == 1 ? "once" : times + " times", remainingMillis / 1000.0);
    }
  }

  /** Its software is too far from that of the server that decides. */
  record ReleaseApart(String server, String release, String leader, String leaderRelease)
      implements SkipReason {
    @Override
    public String sentence() {
      return ("%s has version %s and %s has version %s, more than one minor version apart; upgrade"
              + " one")
          .formatted(server, release, leader, leaderRelease);
    }
  }

  /** Its software cannot run roles of this type. */
  record PluginMissing(String server, String type) implements SkipReason {
    @Override
    public String sentence() {
      return server + " has no plug-in for roles of type " + type;
    }
  }

  /** It has the plug-in in a version that does not go with the role's other servers. */
  record PluginIncompatible(String server, String version, String wanted) implements SkipReason {
    @Override
    public String sentence() {
      return "%s has version %s of the plug-in, and the role needs %s"
          .formatted(server, version, wanted);
    }
  }

  /** It cannot write the role database, and another server can. */
  record DatabaseNotWritable(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " cannot write the role database";
    }
  }

  /** The role itself says that it cannot run there. */
  record RefusedByRole(String server, String detail) implements SkipReason {
    @Override
    public String sentence() {
      return "the role refuses " + server + " (" + detail + ")";
    }
  }

  /** It is not ready yet, and another server is. */
  record NotReady(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " is still making the role ready";
    }
  }

  /** A person has put it into maintenance. */
  record InMaintenance(String server) implements SkipReason {
    @Override
    public String sentence() {
      return server + " is in maintenance";
    }
  }

  /** The role has ended servers, and the Directory cannot do without this one (rule 8). */
  record HeldBack(String server, int endings) implements SkipReason {
    @Override
    public String sentence() {
      return "the role has ended %s, and the Directory would lose its majority with %s"
          .formatted(endings == 1 ? "a server" : endings + " servers", server);
    }
  }

  /** Several servers passed over, in one clause. */
  static String clause(List<SkipReason> skipped) {
    return skipped.stream().map(Reason::sentence).collect(Collectors.joining("; "));
  }
}
