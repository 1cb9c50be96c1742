package org.greenwave.directory.failover;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.Timings;
import org.jspecify.annotations.Nullable;

/**
 * What one Directory server has seen of all servers: soft state, never replicated. Every Directory
 * server keeps its own, so that a new leader starts with eyes open; all that it must not trust of
 * the time before is how long leases run, and for that it waits (rule 4).
 *
 * @param watcher the Directory server that keeps these sightings
 * @param watchingSinceMillis when it began to watch
 * @param leaderSinceMillis when it became leader; meaningless on a follower
 * @param inheritedLeaseMillis how much longer, margin included, a lease that earlier leaders gave
 *     may run from then on; known from the log
 * @param term the term in which it leads
 * @param timings the system's timings
 * @param servers the sightings by server name
 * @param assignedAtMillis when it learned of each role's present assignment
 * @param activeSinceMillis when it learned of each active role that it is active
 * @param absent the Directory servers that take no part in agreeing on the Directory, though they
 *     may be heard
 */
public record Sightings(
    String watcher,
    long watchingSinceMillis,
    long leaderSinceMillis,
    long inheritedLeaseMillis,
    long term,
    Timings timings,
    Map<String, Sighting> servers,
    Map<String, Long> assignedAtMillis,
    Map<String, Long> activeSinceMillis,
    Set<String> absent) {

  public Sightings {
    servers = Map.copyOf(servers);
    assignedAtMillis = Map.copyOf(assignedAtMillis);
    activeSinceMillis = Map.copyOf(activeSinceMillis);
    absent = Set.copyOf(absent);
  }

  /** A watcher that has seen nothing yet. */
  public static Sightings none(String watcher, long nowMillis, Timings timings) {
    return new Sightings(
        watcher,
        nowMillis,
        nowMillis,
        timings.withMargin(timings.leaseCapMillis()),
        0,
        timings,
        Map.of(),
        Map.of(),
        Map.of(),
        Set.of());
  }

  /**
   * The watcher begins to lead. When its predecessors gave leases it cannot know, only how long the
   * longest may run.
   */
  public Sightings leading(long newTerm, long inherited, long nowMillis) {
    return new Sightings(
        watcher,
        watchingSinceMillis,
        nowMillis,
        inherited,
        newTerm,
        timings,
        servers,
        assignedAtMillis,
        activeSinceMillis,
        absent);
  }

  /** The system's timings have been changed. Leases given before run as they were given. */
  public Sightings timed(Timings changed) {
    return new Sightings(
        watcher,
        watchingSinceMillis,
        leaderSinceMillis,
        inheritedLeaseMillis,
        term,
        changed,
        servers,
        assignedAtMillis,
        activeSinceMillis,
        absent);
  }

  /** The watcher knows anew which Directory servers take no part. */
  public Sightings lacking(Set<String> nowAbsent) {
    return new Sightings(
        watcher,
        watchingSinceMillis,
        leaderSinceMillis,
        inheritedLeaseMillis,
        term,
        timings,
        servers,
        assignedAtMillis,
        activeSinceMillis,
        nowAbsent);
  }

  /**
   * The watcher learned of changes to the Directory: roles have new assignments, and what was seen
   * of a server that was removed, or whose place another machine has taken, is of no use any more;
   * nor is since when servers have been ready for a role that has another database now.
   */
  public Sightings learned(Directory before, Directory after, long nowMillis) {
    Map<String, Long> times = new HashMap<>(assignedAtMillis);
    after
        .assignments()
        .forEach((role, assignment) -> {
          if (!assignment.equals(before.assignment(role))) {
            times.put(role, nowMillis);
          }
        });
    Map<String, Sighting> seen = new HashMap<>(servers);
    before.servers().values().stream()
        .filter(server -> !server.isIn(after))
        .forEach(server -> seen.remove(server.name()));
    Set<String> moved = moved(before, after);
    if (!moved.isEmpty()) {
      seen.replaceAll((_, sighting) -> sighting.unready(moved));
    }
    return new Sightings(
        watcher,
        watchingSinceMillis,
        leaderSinceMillis,
        inheritedLeaseMillis,
        term,
        timings,
        seen,
        times,
        active(before, after, nowMillis),
        absent);
  }

  /** Roles that were active before stay as they are, also those that have been from the first. */
  private Map<String, Long> active(Directory before, Directory after, long nowMillis) {
    Map<String, Long> since = new HashMap<>(activeSinceMillis);
    since.keySet().removeIf(role -> !active(role, after));
    after.roles().keySet().stream()
        .filter(role -> active(role, after) && !active(role, before))
        .forEach(role -> since.put(role, nowMillis));
    return since;
  }

  /** Roles that have another database than before. */
  private static Set<String> moved(Directory before, Directory after) {
    return after.roles().values().stream()
        .filter(role -> {
          Role then = before.roles().get(role.name());
          return then != null && !then.database().equals(role.database());
        })
        .map(Role::name)
        .collect(Collectors.toSet());
  }

  private static boolean active(String role, Directory directory) {
    Role recorded = directory.roles().get(role);
    return recorded != null && recorded.active();
  }

  /** A beat has arrived. It also states anew, in full, whose end its sender has seen. */
  public Sightings heard(Beat beat, long nowMillis) {
    Map<String, Sighting> changed = new HashMap<>(servers);
    Sighting before = changed.get(beat.server());
    if (before != null && Hearing.outdated(before, beat)) {
      return this;
    }
    changed.put(beat.server(), Hearing.of(before, beat, this, nowMillis));
    changed.replaceAll((server, sighting) ->
        sighting.witnessed(beat.server(), ended(beat.gone().get(server), sighting), nowMillis));
    return with(changed);
  }

  /** A run of a process has ended when it was seen to, and when a later one was. */
  private static boolean ended(@Nullable String seenToEnd, Sighting sighting) {
    return seenToEnd != null && seenToEnd.compareTo(sighting.incarnation()) >= 0;
  }

  /** The watcher, leading, has answered a server's beat with a lease. */
  public Sightings answered(String server, long leaseMillis, long nowMillis) {
    Map<String, Sighting> changed = new HashMap<>(servers);
    long until = nowMillis + timings.withMargin(leaseMillis);
    changed.computeIfPresent(server, (_, sighting) -> sighting.withMayActUntil(until));
    return with(changed);
  }

  /** What was last seen of a server. */
  public Optional<Sighting> of(String server) {
    return Optional.ofNullable(servers.get(server));
  }

  /** The run of a server that was last seen, its incarnation; empty for one that never was. */
  public String run(String server) {
    return of(server).map(Sighting::incarnation).orElse("");
  }

  /**
   * When every lease that a server may have has surely run out: what this leader gave, or a whole
   * lease from becoming leader for what its predecessors gave.
   */
  public long mayActUntilMillis(String server) {
    Sighting sighting = servers.get(server);
    return sighting == null
        ? inheritedUntilMillis()
        : Math.max(inheritedUntilMillis(), sighting.mayActUntilMillis());
  }

  /**
   * How long the longest of all leases may run, margin included, once these beats have been
   * answered. It goes with the barrier into the log, for a next leader to wait out (rule 4).
   */
  public long longestLeaseMillis(Collection<Beat> answered, long nowMillis) {
    long given =
        servers.values().stream()
            .mapToLong(Sighting::mayActUntilMillis)
            .reduce(inheritedUntilMillis(), Math::max);
    return answered.stream()
        .mapToLong(beat -> timings.withMargin(timings.leaseFor(beat.latenessMillis())))
        .reduce(Math.max(0, given - nowMillis), Math::max);
  }

  private long inheritedUntilMillis() {
    return leaderSinceMillis + inheritedLeaseMillis;
  }

  /** Whether a server has been heard within the last lease. */
  public boolean alive(String server, long nowMillis) {
    Sighting sighting = servers.get(server);
    return sighting != null
        && !sighting.seemsEnded(timings)
        && nowMillis - sighting.heardAtMillis() <= timings.leaseMillis();
  }

  /** Whether a server has said that it is being stopped. */
  public boolean leaving(String server) {
    return of(server).filter(Sighting::leaving).isPresent();
  }

  /** Whether a server's process seems to have ended. */
  public boolean seemsEnded(String server) {
    return of(server).filter(sighting -> sighting.seemsEnded(timings)).isPresent();
  }

  private Sightings with(Map<String, Sighting> changed) {
    return new Sightings(
        watcher,
        watchingSinceMillis,
        leaderSinceMillis,
        inheritedLeaseMillis,
        term,
        timings,
        changed,
        assignedAtMillis,
        activeSinceMillis,
        absent);
  }
}
