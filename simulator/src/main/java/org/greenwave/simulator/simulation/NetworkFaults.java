package org.greenwave.simulator.simulation;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** What can go wrong between machines: cuts, also of one direction, and slow or lossy links. */
final class NetworkFaults {
  private final Stage stage;
  private final World world;
  private final SplittableRandom random;

  NetworkFaults(Stage stage) {
    this.stage = stage;
    this.world = stage.world();
    this.random = stage.random();
  }

  Map<String, Consumer<Machine>> all() {
    return Map.of(
        "cut", this::cutPair,
        "cut-one-way", this::cutOneWay,
        "isolate", machine -> ifAmongOthers(machine, this::isolate),
        "mute", machine -> ifAmongOthers(machine, this::mute),
        "slow", this::slow,
        "rough", this::roughen);
  }

  private void cut(Machine from, Machine to) {
    world.network().cut(from.name(), to.name());
  }

  private void mend(Machine from, Machine to) {
    world.network().mend(from.name(), to.name());
  }

  private void cutPair(Machine one) {
    stage.anyOther(one).ifPresent(other -> cutPair(one, other));
  }

  private void cutPair(Machine one, Machine other) {
    if (!world.network().joined(one.name(), other.name())) {
      return;
    }
    stage.strikes("cut", one.name() + " from " + other.name());
    cut(one, other);
    cut(other, one);
    stage.after(
        200,
        9_000,
        () -> {
          mend(one, other);
          mend(other, one);
        });
  }

  private void cutOneWay(Machine one) {
    stage.anyOther(one).ifPresent(other -> cutOneWay(one, other));
  }

  private void cutOneWay(Machine one, Machine other) {
    if (world.network().isCut(one.name(), other.name())) {
      return;
    }
    stage.strikes("cut-one-way", one.name() + " to " + other.name());
    cut(one, other);
    stage.after(200, 9_000, () -> mend(one, other));
  }

  /** Who is alone, or says nothing anyway, is cut off from nobody. */
  private void ifAmongOthers(Machine machine, Consumer<Machine> fault) {
    if (machine.working() && world.machines().size() > 1) {
      fault.accept(machine);
    }
  }

  private void isolate(Machine machine) {
    stage.strikes("isolate", machine.name());
    for (Machine other : world.machines()) {
      cut(machine, other);
      cut(other, machine);
    }
    stage.after(200, 9_000, () -> rejoin(machine));
  }

  /** It hears, and is not heard. */
  private void mute(Machine machine) {
    stage.strikes("mute", machine.name());
    world.machines().forEach(other -> cut(machine, other));
    stage.after(200, 9_000, () -> rejoin(machine));
  }

  private void rejoin(Machine machine) {
    stage.ends("rejoin", machine.name());
    for (Machine other : world.machines()) {
      mend(machine, other);
      mend(other, machine);
    }
  }

  /** It hears late, and is heard at once. */
  private void slow(Machine machine) {
    if (world.network().isSlow(machine.name())) {
      return;
    }
    stage.strikes("slow", machine.name());
    world.network().slow(machine.name(), random.nextInt(100, 800));
    stage.after(
        500,
        9_000,
        () -> {
          world.network().slow(machine.name(), 0);
        });
  }

  /** Messages are lost, late, doubled, and overtake each other. */
  private void roughen(Machine any) {
    if (!stage.chance().smooth()) {
      return;
    }
    stage.strikes("rough", "");
    roughen(true);
    stage.after(
        500,
        5_000,
        () -> {
          stage.ends("smooth", "");
          roughen(false);
        });
  }

  private void roughen(boolean rough) {
    stage.chance().rough(rough);
    world.network().roughnessChanged();
  }
}
