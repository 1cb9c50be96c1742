package org.greenwave.directory;

import java.util.List;

/** Why nothing is done about a role now. */
public sealed interface WaitReason extends Reason {

  /** All is well: a healthy host is not disturbed (law L6). */
  record HostHealthy(String host) implements WaitReason {
    @Override
    public String sentence() {
      return host + " hosts the role and is healthy.";
    }
  }

  /** An administrator has deactivated the role. */
  record Deactivated() implements WaitReason {
    @Override
    public String sentence() {
      return "The role is deactivated.";
    }
  }

  /** The host is silent, but may still act on its lease (law L1). */
  record LeaseRunning(String host, long remainingMillis) implements WaitReason {
    @Override
    public String sentence() {
      return "%s is silent; its lease has surely run out in %.1f s."
          .formatted(host, remainingMillis / 1000.0);
    }
  }

  /** The process seems to have ended, but the second watcher has not confirmed it. */
  record DeathUnconfirmed(String host, long remainingMillis) implements WaitReason {
    @Override
    public String sentence() {
      return ("The process on %s seems to have ended; waiting for a second"
              + " watcher or for its lease to run out in %.1f s.")
          .formatted(host, remainingMillis / 1000.0);
    }
  }

  /** The whole system has just started, and the last host is given time to come back. */
  record LastHostAwaited(String host, long remainingMillis) implements WaitReason {
    @Override
    public String sentence() {
      return "The system has just started; %s, the last host, is waited for, %.1f s more."
          .formatted(host, remainingMillis / 1000.0);
    }
  }

  /** No server on the list can host the role. */
  record NobodyUsable(List<SkipReason> skipped) implements WaitReason {
    @Override
    public String sentence() {
      return "No server on the list can host the role: " + SkipReason.clause(skipped) + ".";
    }
  }

  /** A better server is back, but has not been healthy for long enough. */
  record BetterServerSettling(String host, String better, long remainingMillis)
      implements WaitReason {
    @Override
    public String sentence() {
      return "%s hosts the role; it returns to %s when that has been healthy for another %.1f s."
          .formatted(host, better, remainingMillis / 1000.0);
    }
  }

  /** The role has moved of its own accord too often: the flap guard (rule 2). */
  record FlapGuard(int moves, long withinMillis, long remainingMillis) implements WaitReason {
    @Override
    public String sentence() {
      return ("The role has moved or was tried again %d times within %d s without a lost server;"
              + " the flap guard holds back the next such move for %.0f s, or until a person"
              + " resets it.")
          .formatted(moves, withinMillis / 1000, remainingMillis / 1000.0);
    }
  }

  /** The host is in maintenance, and nobody could take over from it. */
  record MaintenanceWaits(String host, List<SkipReason> skipped) implements WaitReason {
    @Override
    public String sentence() {
      return "%s is in maintenance and hosts the role all the same, as no other server can: %s."
          .formatted(host, SkipReason.clause(skipped));
    }
  }

  /** The host was taken off the list, and nobody could take over from it. */
  record RemovalWaits(String host, List<SkipReason> skipped) implements WaitReason {
    @Override
    public String sentence() {
      return "%s is off the server list and hosts the role until another server can: %s."
          .formatted(host, SkipReason.clause(skipped));
    }
  }

  /** The new host has been told, and cannot start before its database is there. */
  record DatabaseAwaited(String host) implements WaitReason {
    @Override
    public String sentence() {
      return "%s is to host the role and waits for the role database, which it cannot write."
          .formatted(host);
    }
  }

  /** The host is to go on with another database, for which it has to load the role anew. */
  record HostReloading(String host) implements WaitReason {
    @Override
    public String sentence() {
      return host + " is loading the role anew, for another role database.";
    }
  }

  /** The new host has been told and is starting. */
  record HostStarting(String host) implements WaitReason {
    @Override
    public String sentence() {
      return host + " is starting the role.";
    }
  }

  /** A hand-over is under way. */
  record MoveUnderWay(String from, String to) implements WaitReason {
    @Override
    public String sentence() {
      return "The role is on its way from %s to %s.".formatted(from, to);
    }
  }

  /** The role is to run again, and its last host has not finished stopping. */
  record HostStopping(String host) implements WaitReason {
    @Override
    public String sentence() {
      return host + " is still stopping the role.";
    }
  }

  /** The role has no host yet, and a server high on the list is about to be ready. */
  record ServerPreparing(String server, long remainingMillis) implements WaitReason {
    @Override
    public String sentence() {
      return "%s is making the role ready; it is waited for, %.1f s at the most."
          .formatted(server, remainingMillis / 1000.0);
    }
  }
}
