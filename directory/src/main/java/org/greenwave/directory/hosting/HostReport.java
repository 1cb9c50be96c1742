package org.greenwave.directory.hosting;

import org.greenwave.directory.Grant;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.failover.RoleReport.State;

/** What a server says of a role in its beats. */
public final class HostReport {
  private HostReport() {}

  /**
   * The report.
   *
   * @param sentence what the role itself says
   */
  public static RoleReport of(
      Hosting hosting, Wanted wanted, boolean databaseWritable, String sentence) {
    return switch (hosting.state()) {
      case HostState.Absent _, HostState.Preparing _, HostState.Closing _ ->
          report(State.PREPARING, hosting.spentFence(), databaseWritable, sentence);
      case HostState.Warm _ -> warm(hosting, wanted, databaseWritable, sentence);
      case HostState.Starting(Grant grant) ->
          report(State.STARTING, grant.fence(), databaseWritable, sentence);
      case HostState.Active(Grant grant) ->
          report(State.ACTIVE, grant.fence(), databaseWritable, sentence);
      case HostState.Yielding(Grant from, _) ->
          report(State.STOPPING, from.fence(), databaseWritable, sentence);
      case HostState.FencedOff(Grant grant) ->
          report(State.STOPPING, grant.fence(), databaseWritable, sentence);
      case HostState.Stopping(Grant grant, _) ->
          report(State.STOPPING, grant.fence(), databaseWritable, sentence);
      case HostState.Ailing(Grant grant, _) ->
          report(State.STOPPING, grant.fence(), databaseWritable, sentence);
      case HostState.Hung(Grant grant, String why) ->
          report(
              State.REFUSING, Math.max(hosting.spentFence(), grant.fence()), databaseWritable, why);
      case HostState.Refusing(String why, long found) ->
          new RoleReport(State.REFUSING, hosting.spentFence(), databaseWritable, found, why);
    };
  }

  /** A role that is wanted under a spent grant says what the database holds: it needs another. */
  private static RoleReport warm(
      Hosting hosting, Wanted wanted, boolean databaseWritable, String sentence) {
    long spent = hosting.spentFence();
    if (wanted instanceof Wanted.Host(Grant grant) && grant.fence() <= spent) {
      long found = hosting.fenceFound();
      String why = "it was active or refused under fence %d before".formatted(spent);
      return new RoleReport(State.WARM, spent, databaseWritable, found, why);
    }
    return report(State.WARM, spent, databaseWritable, sentence);
  }

  private static RoleReport report(
      State state, long fence, boolean databaseWritable, String sentence) {
    return new RoleReport(state, fence, databaseWritable, 0, sentence);
  }
}
