package org.greenwave.directory.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.failover.Finding.Severity;

/** What is told of a change as soon as it is committed: that a role has, or gets, another host. */
public final class Happenings {
  /** So many grants in a row that came to nothing are told one by one. */
  private static final int TOLD_SINGLY = 3;

  /** The time within which they are in a row; a role is tried again twice a minute at least. */
  private static final Duration IN_A_ROW = Duration.ofMinutes(10);

  private Happenings() {}

  /**
   * Whether a grant is one more of many that come to nothing, of which has been told: who hears of
   * each reads none. Once a day it is told again.
   *
   * @param after the Directory with the grant
   */
  public static boolean repeats(Change change, Directory after, Instant at) {
    return change instanceof Change.GrantIssued(Grant grant, long _)
        && cameToNothing(grant)
        && after.guard(grant.role()).movesWithin(IN_A_ROW, at).size() > TOLD_SINGLY
        && after.notices().latest().stream()
            .filter(notice -> notice.telling().condition().equals(condition(grant)))
            .anyMatch(notice -> Telltale.lately(notice.at(), at));
  }

  private static boolean cameToNothing(Grant grant) {
    return grant.reason() instanceof GrantReason.HostFailed
        || grant.reason() instanceof GrantReason.TriedAgain;
  }

  private static String condition(Grant grant) {
    return Telling.condition(NoticeKind.FAILOVER, about(grant.role()));
  }

  private static String about(String role) {
    return "role " + role;
  }

  /** What is told of an accepted change, if anything. */
  public static Optional<Telling> of(Change change) {
    return switch (change) {
      case Change.GrantIssued(Grant grant, long _) -> of(grant);
      case Change.MoveBegun(Grant pending, long _) -> of(pending);
      case Change.Founded _,
          Change.Inherited _,
          Change.TokenIssued _,
          Change.ServerJoined _,
          Change.ServerAnnounced _,
          Change.ServerRemoved _,
          Change.LeaderPreferred _,
          Change.MaintenanceSet _,
          Change.TimingsEdited _,
          Change.RoleCreated _,
          Change.RoleEdited _,
          Change.RoleDeleted _,
          Change.MoveCompleted _,
          Change.DatabaseSealed _,
          Change.ServerEnded _,
          Change.GuardReset _,
          Change.LevelRaised _,
          Change.OfNotices _,
          Change.OfPeople _ ->
          Optional.empty();
    };
  }

  private static Optional<Telling> of(Grant grant) {
    return grant.reason() instanceof GrantReason reason
        ? Optional.of(telling(grant.role(), reason))
        : Optional.empty();
  }

  private static Telling telling(String role, GrantReason reason) {
    boolean failover = failover(reason);
    return new Telling(
        failover ? NoticeKind.FAILOVER : NoticeKind.MOVE,
        Phase.HAPPENED,
        failover ? Severity.WARNING : Severity.INFO,
        about(role),
        reason.sentence(),
        "");
  }

  private static boolean failover(GrantReason reason) {
    return switch (reason) {
      case GrantReason.HostGone _,
          GrantReason.HostRestarted _,
          GrantReason.LeaseRanOut _,
          GrantReason.HostFailed _,
          GrantReason.TriedAgain _,
          GrantReason.MoveUnfinished _,
          GrantReason.HeirTakesOver _,
          GrantReason.FenceOvertaken _,
          GrantReason.DatabaseReplaced _ ->
          true;
      case GrantReason.FirstUsable _,
          GrantReason.LastHostReturned _,
          GrantReason.AskedFor _,
          GrantReason.HigherPriority _,
          GrantReason.HostRemoved _,
          GrantReason.HostInMaintenance _,
          GrantReason.HostLeaving _ ->
          false;
    };
  }
}
