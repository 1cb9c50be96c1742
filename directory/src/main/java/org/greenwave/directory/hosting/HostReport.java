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
          report(State.PREPARING, 0, databaseWritable, sentence);
      case HostState.Warm _ -> warm(hosting, wanted, databaseWritable, sentence);
      case HostState.Starting(Grant grant) ->
          report(State.STARTING, grant.fence(), databaseWritable, sentence);
      case HostState.Active(Grant grant) ->
          report(State.ACTIVE, grant.fence(), databaseWritable, sentence);
      case HostState.Yielding(Grant from, _) ->
          report(State.STOPPING, from.fence(), databaseWritable, sentence);
      case HostState.FencedOff(Grant grant) ->
          report(State.STOPPING, grant.fence(), databaseWritable, sentence);
      case HostState.Stopping(Grant grant) ->
          report(State.STOPPING, grant.fence(), databaseWritable, sentence);
      case HostState.Refusing(String why, long found) ->
          new RoleReport(State.REFUSING, 0, databaseWritable, found, why);
    };
  }

  /** A warm role that is to host under a spent grant must say so, or it would wait for ever. */
  private static RoleReport warm(
      Hosting hosting, Wanted wanted, boolean databaseWritable, String sentence) {
    if (wanted instanceof Wanted.Host(Grant grant) && grant.fence() <= hosting.spentFence()) {
      String why =
          "the role database refused fence %d and holds %d"
              .formatted(grant.fence(), hosting.fenceFound());
      return new RoleReport(State.REFUSING, 0, databaseWritable, hosting.fenceFound(), why);
    }
    return report(State.WARM, 0, databaseWritable, sentence);
  }

  private static RoleReport report(
      State state, long fence, boolean databaseWritable, String sentence) {
    return new RoleReport(state, fence, databaseWritable, 0, sentence);
  }
}
