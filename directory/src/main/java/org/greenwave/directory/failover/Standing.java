package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.failover.RoleReport.State;

/**
 * How a role's host stands with the leader. Evidence has kinds, each with its own clock (rule 3): a
 * process that has ended counts at once, silence only when every lease has surely run out.
 */
sealed interface Standing {
  /** Heard, and not failing. */
  record Healthy(State state) implements Standing {}

  /** Heard, not active, and will start nothing under this grant any more. */
  record Failing(String detail, long fenceFound) implements Standing {}

  /** Its process has ended, and everyone who should have seen it has. */
  record Ended(List<String> witnesses) implements Standing {}

  /** Another incarnation of it is heard: the one that held the grant is no more. */
  record Replaced() implements Standing {}

  /** Nothing is heard, or its process is said to have ended by too few; a lease may be running. */
  record Doubtful(boolean seenEnding, long remainingMillis) implements Standing {}

  /** Nothing is heard, and every lease has surely run out. */
  record RanOut(long silentMillis) implements Standing {}

  /** Nothing has been heard from it since the watcher began to watch. */
  record NeverSeen(long remainingMillis) implements Standing {}

  /** The standing of a grant's host. */
  static Standing of(Grant grant, Situation situation) {
    Optional<Sighting> seen = situation.sightings().of(grant.server());
    return seen.map(sighting -> of(grant, sighting, situation))
        .orElseGet(() -> unseen(grant, situation));
  }

  private static Standing unseen(Grant grant, Situation situation) {
    Sightings sightings = situation.sightings();
    long remaining = sightings.mayActUntilMillis(grant.server()) - situation.nowMillis();
    return remaining > 0
        ? new NeverSeen(remaining)
        : new RanOut(situation.nowMillis() - sightings.watchingSinceMillis());
  }

  private static Standing of(Grant grant, Sighting sighting, Situation situation) {
    int order = sighting.incarnation().compareTo(grant.incarnation());
    if (order > 0) {
      return new Replaced();
    }
    if (order < 0) {
      return unseen(grant, situation);
    }
    if (sighting.seemsEnded(situation.sightings().timings())) {
      return ended(grant, sighting, situation);
    }
    return heard(grant, sighting, situation);
  }

  private static Standing ended(Grant grant, Sighting sighting, Situation situation) {
    if (Evidence.conclusive(grant.server(), sighting, situation)) {
      return new Ended(sighting.goneBy().stream().sorted().toList());
    }
    return silent(grant, sighting, situation, true);
  }

  private static Standing heard(Grant grant, Sighting sighting, Situation situation) {
    long silent = situation.nowMillis() - sighting.heardAtMillis();
    if (silent > situation.sightings().timings().leaseMillis()) {
      return silent(grant, sighting, situation, false);
    }
    RoleReport report = sighting.roles().get(grant.role());
    if (report == null) {
      return new Healthy(State.PREPARING);
    }
    return spent(report, grant)
        ? new Failing(report.sentence(), report.fenceFound())
        : new Healthy(report.state());
  }

  /** A report that was sent before the grant was known there says nothing about it. */
  private static boolean spent(RoleReport report, Grant grant) {
    return switch (report.state()) {
      case PREPARING, WARM, REFUSING, ENDING -> report.fence() >= grant.fence();
      case STARTING, ACTIVE, STOPPING -> false;
    };
  }

  /** Whether a grant's host surely does not act under it, now or ever. */
  default boolean over() {
    return switch (this) {
      case Failing _, Ended _, Replaced _, RanOut _ -> true;
      case Healthy _, Doubtful _, NeverSeen _ -> false;
    };
  }

  private static Standing silent(
      Grant grant, Sighting sighting, Situation situation, boolean seenEnding) {
    long now = situation.nowMillis();
    long remaining = situation.sightings().mayActUntilMillis(grant.server()) - now;
    return remaining > 0
        ? new Doubtful(seenEnding, remaining)
        : new RanOut(now - sighting.heardAtMillis());
  }
}
