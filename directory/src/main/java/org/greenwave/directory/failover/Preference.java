package org.greenwave.directory.failover;

import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.WaitReason;

/** <i>Force execution on highest priority server</i>: the return to a better one (rule 2). */
final class Preference {
  private Preference() {}

  static Decision force(Role role, String host, Situation situation) {
    return role.servers().stream()
        .takeWhile(server -> !server.equals(host))
        .filter(server -> Usability.skip(role, server, situation).isEmpty())
        .findFirst()
        .map(better -> settled(role, host, better, situation))
        .orElseGet(() -> Failover.wait(role, new WaitReason.HostHealthy(host)));
  }

  private static Decision settled(Role role, String host, String better, Situation situation) {
    long healthy = Patience.healthyMillis(role, better, situation);
    long needed = Setbacks.healthyMillis(role, better, situation);
    long remaining = Math.max(needed - healthy, Patience.unheardMillis(better, situation));
    if (remaining > 0) {
      return Failover.wait(role, new WaitReason.BetterServerSettling(host, better, remaining));
    }
    return Departure.unlessFlapping(
        role,
        situation,
        () ->
            Failover.move(
                role, better, situation, new GrantReason.HigherPriority(host, better, healthy)));
  }
}
