package org.greenwave.directory.failover;

import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.WaitReason;

/** What is waited for, and how much longer. */
final class Patience {
  /** A probe begins at most a second after the one before, on every server. */
  private static final long TWO_PROBES_MILLIS = 2_000;

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

  /**
   * A role without a host waits a little for the best living server to become ready: it is loaded
   * nowhere before it is active.
   */
  static Optional<WaitReason> preparing(Role role, Situation situation) {
    Sightings sightings = situation.sightings();
    long since =
        sightings.activeSinceMillis().getOrDefault(role.name(), sightings.watchingSinceMillis());
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

  /** Whether a host that starts has not been able to write its database in two probes' time. */
  static boolean databaseAwaited(Role role, String host, Situation situation) {
    return lasts(
        situation.sightings().of(host).map(Sighting::unwritableSinceMillis),
        role,
        TWO_PROBES_MILLIS,
        situation);
  }

  /** Whether the host has not been able to write its database for a while. */
  static boolean databaseLost(Role role, String host, Situation situation) {
    Sightings sightings = situation.sightings();
    long lost = sightings.timings().lostDatabaseMillis();
    return lasts(sightings.of(host).map(Sighting::unwritableSinceMillis), role, lost, situation);
  }

  /**
   * Whether another server has not lost it all that time, with two write probes of its own that
   * succeeded. Less would not do: a database that is coming back answers one server seconds before
   * the other when the machines are busy.
   */
  static boolean databaseHeld(Role role, String other, Situation situation) {
    Sightings sightings = situation.sightings();
    long held = heldMillis(sightings);
    return lasts(sightings.of(other).map(Sighting::writableSinceMillis), role, held, situation);
  }

  /** Whether a server has been ready for as long as one has to be that a role is moved to. */
  static boolean readyForLong(Role role, String server, Situation situation) {
    Sightings sightings = situation.sightings();
    long held = heldMillis(sightings);
    return lasts(sightings.of(server).map(Sighting::readySinceMillis), role, held, situation);
  }

  private static long heldMillis(Sightings sightings) {
    return Math.max(sightings.timings().lostDatabaseMillis(), TWO_PROBES_MILLIS);
  }

  private static boolean lasts(
      Optional<Map<String, Long>> since, Role role, long forMillis, Situation situation) {
    return since
        .map(roles -> roles.get(role.name()))
        .filter(at -> situation.nowMillis() - at >= forMillis)
        .isPresent();
  }

  /**
   * For how long a server has kept silent, 0 if it was heard within two beats. A lease that was
   * made longer meanwhile would pass a silence off as health.
   */
  static long unheardMillis(String server, Situation situation) {
    Sightings sightings = situation.sightings();
    long silent =
        sightings
            .of(server)
            .map(sighting -> situation.nowMillis() - sighting.heardAtMillis())
            .orElse(Long.MAX_VALUE);
    return silent <= 2 * sightings.timings().beatMillis() ? 0 : silent;
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
