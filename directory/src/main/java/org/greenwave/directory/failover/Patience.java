package org.greenwave.directory.failover;

import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.WaitReason;

/** What is waited for, and how much longer. */
final class Patience {
  /** Three probes, each at most a second after the last. */
  private static final long LOST_DATABASE_MILLIS = 3_000;

  private Patience() {}

  /** Whether the leader's own process is so young that the whole system may just have started. */
  static boolean justStarted(Situation situation) {
    return startWaitMillis(situation) > 0;
  }

  private static long startWaitMillis(Situation situation) {
    Sightings sightings = situation.sightings();
    long until = sightings.watchingSinceMillis() + sightings.timings().startWaitMillis();
    return until - situation.nowMillis();
  }

  /** After a start of the whole system the last host is given time to come back (rule 1). */
  static Optional<WaitReason> awaited(Role role, Grant grant, Situation situation) {
    boolean listed = role.servers().contains(grant.server());
    boolean seen = situation.sightings().of(grant.server()).isPresent();
    return listed && !seen && justStarted(situation)
        ? Optional.of(lastHost(grant, situation))
        : Optional.empty();
  }

  static WaitReason lastHost(Grant grant, Situation situation) {
    return new WaitReason.LastHostAwaited(grant.server(), startWaitMillis(situation));
  }

  static WaitReason doubt(String host, Standing.Doubtful doubtful) {
    return doubtful.seenEnding()
        ? new WaitReason.DeathUnconfirmed(host, doubtful.remainingMillis())
        : new WaitReason.LeaseRunning(host, doubtful.remainingMillis());
  }

  /** A role without a host waits a little for the best living server to become ready. */
  static Optional<WaitReason> preparing(Role role, Situation situation) {
    Sightings sightings = situation.sightings();
    long since =
        sightings.assignedAtMillis().getOrDefault(role.name(), sightings.watchingSinceMillis());
    long remaining = since + sightings.timings().startWaitMillis() - situation.nowMillis();
    return remaining <= 0
        ? Optional.empty()
        : role.servers().stream()
            .map(server -> Usability.skip(role, server, situation))
            .takeWhile(Optional::isPresent)
            .flatMap(Optional::stream)
            .filter(SkipReason.NotReady.class::isInstance)
            .findFirst()
            .map(skip -> new WaitReason.ServerPreparing(skip.server(), remaining));
  }

  /**
   * Whether the host has been unable to write its database for so long that every other server has
   * meanwhile begun and ended two write probes: one that still says that it can write it, can.
   */
  static boolean databaseLost(Role role, String host, Situation situation) {
    return situation
        .sightings()
        .of(host)
        .map(sighting -> sighting.unwritableSinceMillis().get(role.name()))
        .filter(since -> situation.nowMillis() - since >= LOST_DATABASE_MILLIS)
        .isPresent();
  }

  /** For how long a server has been ready to host a role without a break. */
  static long healthyMillis(Role role, String server, Situation situation) {
    return situation
        .sightings()
        .of(server)
        .map(sighting -> sighting.readySinceMillis().get(role.name()))
        .map(since -> situation.nowMillis() - since)
        .orElse(0L);
  }
}
