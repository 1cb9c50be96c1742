package org.greenwave.directory.failover;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.Timings;

/**
 * What a Directory server last saw of a server. Times are on the watcher's own monotonic clock.
 *
 * @param incarnation the run of its process that was heard last
 * @param sequence of the latest beat heard; an older one that comes late says nothing
 * @param heardAtMillis when its last beat arrived
 * @param aliveSinceMillis since when it has been heard without a break
 * @param mayActUntilMillis when every lease that it was given has surely run out
 * @param goneBy who says to have seen this incarnation's process end
 * @param goneSinceMillis since when somebody has said so; meaningless when nobody does
 * @param release the version of its software
 * @param roleTypes its plug-ins' versions
 * @param roles what it says of its roles
 * @param reserves what it says that it has left
 * @param leaving whether it says that it is being stopped
 * @param readySinceMillis since when each role has been warm or active there, its database writable
 * @param writableSinceMillis since when it has said that it can write a role's database
 * @param unwritableSinceMillis since when it has said that it cannot
 */
public record Sighting(
    String incarnation,
    long sequence,
    long heardAtMillis,
    long aliveSinceMillis,
    long mayActUntilMillis,
    Set<String> goneBy,
    long goneSinceMillis,
    String release,
    Map<String, String> roleTypes,
    Map<String, RoleReport> roles,
    Reserves reserves,
    boolean leaving,
    Map<String, Long> readySinceMillis,
    Map<String, Long> writableSinceMillis,
    Map<String, Long> unwritableSinceMillis) {
  public Sighting {
    goneBy = Set.copyOf(goneBy);
    roleTypes = Map.copyOf(roleTypes);
    roles = Map.copyOf(roles);
    readySinceMillis = Map.copyOf(readySinceMillis);
    writableSinceMillis = Map.copyOf(writableSinceMillis);
    unwritableSinceMillis = Map.copyOf(unwritableSinceMillis);
  }

  /**
   * Whether its process seems to have ended. A firewall that refuses connections deceives whoever
   * asks; beats that still come when no slow line can hold any more contradict all witnesses.
   */
  public boolean seemsEnded(Timings timings) {
    return !goneBy.isEmpty() && heardAtMillis - goneSinceMillis <= timings.leaseCapMillis();
  }

  /** The same with or without a witness of its end. */
  Sighting witnessed(String witness, boolean ended, long nowMillis) {
    if (goneBy.contains(witness) == ended) {
      return this;
    }
    Set<String> witnesses = new HashSet<>(goneBy);
    if (ended) {
      witnesses.add(witness);
    } else {
      witnesses.remove(witness);
    }
    return new Sighting(
        incarnation,
        sequence,
        heardAtMillis,
        aliveSinceMillis,
        mayActUntilMillis,
        witnesses,
        goneBy.isEmpty() ? nowMillis : goneSinceMillis,
        release,
        roleTypes,
        roles,
        reserves,
        leaving,
        readySinceMillis,
        writableSinceMillis,
        unwritableSinceMillis);
  }

  /** The same, with these roles ready, or not, only from its next beat on. */
  Sighting unready(Set<String> unready) {
    return new Sighting(
        incarnation,
        sequence,
        heardAtMillis,
        aliveSinceMillis,
        mayActUntilMillis,
        goneBy,
        goneSinceMillis,
        release,
        roleTypes,
        roles,
        reserves,
        leaving,
        without(readySinceMillis, unready),
        without(writableSinceMillis, unready),
        without(unwritableSinceMillis, unready));
  }

  private static Map<String, Long> without(Map<String, Long> since, Set<String> roles) {
    Map<String, Long> others = new HashMap<>(since);
    others.keySet().removeAll(roles);
    return others;
  }

  Sighting withMayActUntil(long untilMillis) {
    return new Sighting(
        incarnation,
        sequence,
        heardAtMillis,
        aliveSinceMillis,
        Math.max(mayActUntilMillis, untilMillis),
        goneBy,
        goneSinceMillis,
        release,
        roleTypes,
        roles,
        reserves,
        leaving,
        readySinceMillis,
        writableSinceMillis,
        unwritableSinceMillis);
  }
}
