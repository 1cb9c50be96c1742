package org.greenwave.simulator.simulation;

import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.Law;
import org.greenwave.directory.upgrade.Raising;
import org.greenwave.simulator.simulation.world.Field;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.RoleDatabase;
import org.greenwave.simulator.simulation.world.World;

/** Whether a world has settled after all faults have ended: laws L3, L4 and L7. */
final class Settling {
  private static final long UNSTORED_PERIODS = 4;
  private static final long UNKNOWN_ENTRIES = 20;

  private final World world;
  private final Cautions cautions;

  Settling(World world, Cautions cautions) {
    this.world = world;
    this.cautions = cautions;
  }

  /** What is not yet as it must be; empty when all is. */
  Optional<LawBroken> missing() {
    long last = world.log().last();
    for (Role role : world.log().directoryAt(last).roles().values()) {
      Optional<LawBroken> missing =
          role.active()
              ? hosted(role).or(() -> ready(role)).or(() -> free(role))
              : Optional.empty();
      if (missing.isEmpty() && role.type().equals("tss")) {
        missing = stored(role);
      }
      if (missing.isPresent()) {
        return missing;
      }
    }
    return world.machines().stream()
        .flatMap(machine -> behind(machine, last).stream())
        .findFirst()
        .or(this::low);
  }

  /** When all servers have been upgraded, and none is in maintenance, the level rises. */
  private Optional<LawBroken> low() {
    Directory directory = world.log().directoryAt(world.log().last());
    int level = directory.level();
    int spoken =
        world.machines().stream().mapToInt(machine -> machine.levels().newest()).min().orElse(1);
    return level >= spoken || !directory.maintenance().isEmpty()
        ? Optional.empty()
        : broken(Law.L4, "the level is %d, and all speak %d: %s".formatted(level, spoken, why()));
  }

  private String why() {
    return world
        .leader()
        .map(leader -> Raising.decide(leader.situation()).reasons().toString())
        .orElse("nobody leads");
  }

  private static Optional<LawBroken> behind(Machine machine, long last) {
    long applied = machine.incarnation().map(Incarnation::applied).orElse(0L);
    return applied + UNKNOWN_ENTRIES >= last
        ? Optional.empty()
        : broken(Law.L7, "%s knows %d of %d entries".formatted(machine.name(), applied, last));
  }

  private Optional<LawBroken> hosted(Role role) {
    String name = role.name();
    return world.machines().stream().anyMatch(machine -> LawWatch.holds(machine, name))
        ? Optional.empty()
        : broken(
            Law.L4,
            "nobody hosts %s: %s"
                .formatted(name, world.log().directoryAt(world.log().last()).assignment(name)));
  }

  /** Nothing is under way any more, and who does not host the role could do so at once. */
  private Optional<LawBroken> ready(Role role) {
    Assignment assignment = world.log().directoryAt(world.log().last()).assignment(role.name());
    return assignment instanceof Assignment.Held
        ? role.servers().stream()
            .filter(server -> !ready(world.machine(server), role.name()))
            .findFirst()
            .flatMap(server -> broken(Law.L4, server + " is no standby of " + role.name()))
        : broken(Law.L4, "%s is %s for ever".formatted(role.name(), assignment));
  }

  /** Who is off the list, or to be free for its maintenance, hosts nothing that another could. */
  private Optional<LawBroken> free(Role role) {
    Directory directory = world.log().directoryAt(world.log().last());
    Set<String> closed = directory.maintenance().keySet();
    return directory
        .assignment(role.name())
        .grant()
        .filter(
            grant -> closed.contains(grant.server()) || !role.servers().contains(grant.server()))
        .filter(_ -> role.servers().stream().anyMatch(server -> fit(server, role, closed)))
        .filter(_ -> !MovesInVain.of(directory, role.name()))
        .flatMap(grant -> broken(Law.L4, "off its list or in maintenance, and not left: " + grant));
  }

  private boolean fit(String server, Role role, Set<String> closed) {
    return !closed.contains(server) && !cautions.mayKeep(role.name(), server);
  }

  private static boolean ready(Machine machine, String role) {
    return machine
        .incarnation()
        .map(run -> run.hosts().get(role))
        .filter(host ->
            host.state() instanceof HostState.Warm || host.state() instanceof HostState.Active)
        .isPresent();
  }

  private Optional<LawBroken> stored(Role role) {
    RoleDatabase database = world.database();
    long counted = database.volume(role.name());
    long count = database.count(role.name());
    if (counted != count) {
      return broken(
          Law.L3, "%s counted %d, its samples make %d".formatted(role.name(), count, counted));
    }
    long until = role.active() ? world.field().periods() - UNSTORED_PERIODS : 0;
    for (String device : world.field().devices(role.name())) {
      for (long period = 1; period <= until; period++) {
        if (!database.holds(role.name(), new Field.Sample(device, period))
            && !excused(role.name(), period)) {
          return broken(Law.L3, "period %d of %s is missing".formatted(period, device));
        }
      }
    }
    return Optional.empty();
  }

  /** A device forgets a period while its role works nowhere, or without the database. */
  private boolean excused(String role, long period) {
    return world
        .database()
        .idle(
            role,
            (period + 1) * Field.PERIOD_MILLIS,
            (period + Field.KEPT_PERIODS - 1) * Field.PERIOD_MILLIS);
  }

  private static Optional<LawBroken> broken(Law law, String facts) {
    return Optional.of(new LawBroken(law, facts));
  }
}
