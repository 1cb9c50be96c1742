package org.greenwave.directory;

import java.util.List;

/** Why a server had better not be taken out now to be upgraded. */
public sealed interface StepReason extends Reason {
  /** Nothing could be agreed on while it restarts. */
  record MajorityAway(String server, int living, int all) implements StepReason {
    @Override
    public String sentence() {
      return ("Without %s only %d of %d Directory servers would be up, which is no majority: roles"
              + " would go on, and none would fail over. %s")
          .formatted(
              server,
              living,
              all,
              all > 2
                  ? "Bring another one back first."
                  : "Let a third one join first (a witness will do), or choose a quiet hour.");
    }
  }

  /** One at a time. */
  record AnotherAway(String server, String other) implements StepReason {
    @Override
    public String sentence() {
      return "%s is not back at work yet; finish with it before you begin with %s."
          .formatted(other, server);
    }
  }

  record RoleWithoutHost(String server, String role, List<SkipReason> skipped)
      implements StepReason {
    @Override
    public String sentence() {
      return skipped.isEmpty()
          ? "%s could run nowhere but on %s: add another server to its list first."
              .formatted(role, server)
          : "%s could run nowhere but on %s: %s."
              .formatted(role, server, SkipReason.clause(skipped));
    }
  }

  record RoleWithoutStandby(String server, String role, List<SkipReason> skipped)
      implements StepReason {
    @Override
    public String sentence() {
      return "Without %s %s would have no usable standby: %s."
          .formatted(server, role, SkipReason.clause(skipped));
    }
  }

  /** What a role stores goes through a database that ends with the server. */
  record DatabaseAway(String server, String role) implements StepReason {
    @Override
    public String sentence() {
      return ("%s keeps the database of %s: while it is down nothing is stored, and samples wait"
              + " with the host and in the devices. Be quick, or move the database first.")
          .formatted(server, role);
    }
  }

  record VersionsApart(String server, String release, String target) implements StepReason {
    @Override
    public String sentence() {
      return "%s has version %s, from which version %s is too far: install one in between first."
          .formatted(server, release, target);
    }
  }
}
