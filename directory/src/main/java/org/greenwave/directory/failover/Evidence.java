package org.greenwave.directory.failover;

/**
 * When a process counts as ended: seen by the leader and, where there is one, by another watcher
 * (rule 3). One pair of eyes could be deceived by the network between the two.
 */
final class Evidence {
  private Evidence() {}

  static boolean conclusive(String server, Sighting sighting, Situation situation) {
    String leader = situation.sightings().watcher();
    if (!sighting.goneBy().contains(leader)) {
      return false;
    }
    boolean confirmed = sighting.goneBy().size() > 1;
    return confirmed || !anotherWatches(server, leader, situation);
  }

  private static boolean anotherWatches(String server, String leader, Situation situation) {
    return situation.directory().directoryServers().stream()
        .filter(other -> !other.equals(server) && !other.equals(leader))
        .anyMatch(other -> situation.sightings().alive(other, situation.nowMillis()));
  }
}
