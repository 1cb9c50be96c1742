package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** Everything that can go wrong, one thing at a time, each ending by itself after a while. */
final class Faults {
  /** What takes the leadership from a server, or most likely does. */
  private static final List<String> UNSEATING =
      List.of("kill", "power-off", "freeze", "suspend", "isolate", "mute");

  private final Stage stage;
  private final SplittableRandom random;
  private final SortedMap<String, Consumer<Machine>> all = new TreeMap<>();
  private final List<Consumer<Machine>> kinds = new ArrayList<>();

  Faults(Stage stage, Set<String> only) {
    this.stage = stage;
    this.random = stage.random();
    all.putAll(new MachineFaults(stage).all());
    all.putAll(new NetworkFaults(stage).all());
    all.putAll(new DatabaseFaults(stage).all());
    Set<String> usual = usual(all);
    // A run with few kinds of faults, but many of each, finds what a bit of everything does not.
    List<String> names = List.copyOf(only.isEmpty() ? usual : new TreeSet<>(only));
    int few =
        only.isEmpty() ? random.nextInt(2, random.nextInt(3, names.size() + 2)) : names.size();
    for (int number = 0; number < few; number++) {
      kinds.add(kind(names.get(only.isEmpty() ? random.nextInt(names.size()) : number)));
    }
    if (stage.lasting() && only.isEmpty()) {
      kinds.add(kind(MachineFaults.HANG));
    }
  }

  /** The names of all kinds of faults that are usual. */
  static Set<String> usual() {
    return usual(everything());
  }

  /** The names of all kinds of faults. */
  static Set<String> known() {
    return everything().keySet();
  }

  private static SortedMap<String, Consumer<Machine>> everything() {
    SeededChance chance = new SeededChance(1);
    World nowhere = new World(chance, Set.of());
    Stage stage = new Stage(nowhere, chance, new Trace(nowhere.agenda(), false));
    return new Faults(stage, Set.of()).all;
  }

  private static Set<String> usual(SortedMap<String, Consumer<Machine>> all) {
    Set<String> usual = new TreeSet<>(all.keySet());
    usual.remove(MachineFaults.UPGRADE);
    return usual;
  }

  private Consumer<Machine> kind(String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  /** One fault, of a kind and on a server by chance. */
  void strike() {
    kinds.get(random.nextInt(kinds.size())).accept(stage.anyMachine());
  }

  /** The server that leads loses the leadership, or most likely does. */
  void unseat() {
    Optional<Machine> leader = stage.world().leader().map(Leadership::self).map(s -> s.machine());
    String kind = UNSEATING.get(random.nextInt(UNSEATING.size()));
    leader.ifPresent(machine -> kind(kind).accept(machine));
  }

  /** Where faults last, a host hangs for so long that only the end of its process helps. */
  void hangHost() {
    if (stage.lasting()) {
      stage.hostOfAny().ifPresent(machine -> kind(MachineFaults.HANG).accept(machine));
    }
  }

  /** Ends every fault. */
  void heal() {
    stage.heal();
    stage.chance().rough(false);
    stage.world().network().roughnessChanged();
    stage.world().network().mendAll();
    stage.world().database().start();
    Upgrades.finish(stage.world());
    stage.world().machines().forEach(this::heal);
  }

  private void heal(Machine machine) {
    machine.starve(0);
    machine.slowDisk(0);
    machine.complyAll();
    if (machine.frozen()) {
      machine.thaw();
    }
    // It would end, and be started again, in the midst of the calm.
    machine.incarnation().filter(Incarnation::leaving).ifPresent(_ -> machine.kill());
    machine.start();
    machine.disturbed();
  }
}
