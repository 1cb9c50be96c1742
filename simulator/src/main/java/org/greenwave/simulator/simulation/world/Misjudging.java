package org.greenwave.simulator.simulation.world;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Failover;
import org.greenwave.directory.failover.Situation;

/** What a leader decides, and what one with a planted mistake makes of it. */
final class Misjudging {
  private Misjudging() {}

  static List<Decision> decide(World world, Situation situation) {
    List<Decision> right = Failover.decide(situation);
    return world.has(Bug.SILENCE_IGNORED)
        ? right.stream().map(Misjudging::withoutSilence).toList()
        : right;
  }

  private static Decision withoutSilence(Decision right) {
    boolean silence =
        right.change().orElse(null) instanceof Change.GrantIssued issued
            && issued.grant().reason() instanceof GrantReason.LeaseRanOut;
    return silence ? new Decision(right.role(), Optional.empty(), right.reason()) : right;
  }
}
