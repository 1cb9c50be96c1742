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
          new RoleReport(
              State.PREPARING,
              hosting.spentFence(),
              databaseWritable,
              preparing(hosting, wanted),
              sentence);
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
    String why =
        spent(hosting, wanted)
            ? "it was active or refused under fence %d before".formatted(spent)
            : sentence;
    return new RoleReport(State.WARM, spent, databaseWritable, found(hosting, wanted), why);
  }

  private static long found(Hosting hosting, Wanted wanted) {
    return wanted instanceof Wanted.Reload || spent(hosting, wanted) ? hosting.fenceFound() : 0;
  }

  /** Its leader must know, while a role is loaded anew, too, that nothing speaks against a host. */
  private static long preparing(Hosting hosting, Wanted wanted) {
    return hosting.fenceFound() == hosting.spentFence() ? found(hosting, wanted) : 0;
  }

  private static boolean spent(Hosting hosting, Wanted wanted) {
    return wanted instanceof Wanted.Host(Grant grant) && grant.fence() <= hosting.spentFence();
  }

  private static RoleReport report(
      State state, long fence, boolean databaseWritable, String sentence) {
    return new RoleReport(state, fence, databaseWritable, 0, sentence);
  }
}
