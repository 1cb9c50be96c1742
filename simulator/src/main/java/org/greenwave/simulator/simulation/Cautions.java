package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.directory.RoleGuard;
import org.greenwave.simulator.simulation.world.World;

/** Rule 8 as the judge knows it: roles that may be kept from servers which the majority needs. */
final class Cautions {
  /** For so long a role that may have ended a server is kept from the majority, and seen late. */
  private static final long CAUTIOUS_MILLIS = 15_000;

  private final World world;
  private final Map<String, Long> endedInStartMillis = new HashMap<>();

  Cautions(World world) {
    this.world = world;
  }

  /** Nobody can tell whether the role has ended that process. */
  void endedInStart(String role) {
    endedInStartMillis.put(role, world.agenda().nowMillis());
  }

  /** Whether a role may be kept from a server for what it has done to others. */
  boolean mayKeep(String role, String server) {
    Long endedMillis = endedInStartMillis.get(role);
    boolean lately =
        endedMillis != null && world.agenda().nowMillis() - endedMillis < CAUTIOUS_MILLIS;
    return world.machine(server).directory() && (lately || !endings(role).isEmpty());
  }

  private List<RoleGuard.Ending> endings(String role) {
    return world.log().directoryAt(world.log().last()).guard(role).endings();
  }
}
