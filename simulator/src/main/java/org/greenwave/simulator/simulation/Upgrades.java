package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.greenwave.directory.Change;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.Levels;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/**
 * People who upgrade servers one at a time, take some back, and do not always ask first: no two are
 * ever more than one version apart, and that is all that can be counted on. Now and then a leader
 * proposes a higher level without having looked.
 */
final class Upgrades {
  private static final int NEWEST = 3;

  private final Stage stage;
  private final SplittableRandom random;

  Upgrades(Stage stage) {
    this.stage = stage;
    this.random = stage.random();
  }

  /** A server gets the next version, or the one before; it may find that it cannot go back. */
  void other(Machine machine) {
    if (random.nextInt(3) == 0) {
      raise();
      return;
    }
    int now = version(machine);
    List<Integer> possible =
        IntStream.of(now - 1, now + 1, now + 1)
            .filter(version -> version >= 1 && version <= NEWEST && near(version, machine))
            .boxed()
            .toList();
    if (possible.isEmpty()) {
      return;
    }
    int next = possible.get(random.nextInt(possible.size()));
    stage.strikes(MachineFaults.UPGRADE, machine.name() + " to version " + next);
    install(machine, next);
    stage.after(100, 3_000, () -> begin(machine, now));
  }

  private void raise() {
    World world = stage.world();
    int next = world.log().directoryAt(world.log().last()).level() + 1;
    Change rise = new Change.LevelRaised(next, new LevelReason.EveryServerSpeaks(next));
    world
        .leader()
        .filter(Leadership::ready)
        .ifPresent(leader -> {
          stage.strikes("raise", "to level " + next);
          leader.submit(rise, _ -> {});
        });
  }

  private void begin(Machine machine, int before) {
    if (!machine.fit()) {
      stage.ends("refused", machine.name() + " with version " + version(machine));
      install(machine, before);
    }
    machine.start();
  }

  private boolean near(int version, Machine machine) {
    return stage.world().machines().stream()
        .filter(other -> !other.equals(machine))
        .allMatch(other -> Math.abs(version(other) - version) <= 1);
  }

  private static int version(Machine machine) {
    return machine.levels().newest();
  }

  private static void install(Machine machine, int version) {
    machine.install("0.%d.0".formatted(version), Levels.upTo(version));
  }

  /**
   * Everybody gets a version that goes on with any disk: one that was down while the level rose
   * still holds the one before.
   */
  static void finish(World world) {
    int level = world.log().directoryAt(world.log().last()).level();
    int newest = world.machines().stream().mapToInt(Upgrades::version).max().orElse(1);
    int chosen = level == 1 ? Math.min(newest, 2) : level;
    world.machines().stream()
        .filter(machine -> version(machine) != chosen)
        .forEach(machine -> install(machine, chosen));
  }
}
