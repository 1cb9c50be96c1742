package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Agenda;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.Network;
import org.greenwave.simulator.simulation.world.Watch;
import org.greenwave.simulator.simulation.world.World;

/** Everything that can go wrong, one thing at a time, each ending by itself after a while. */
final class Faults {
  private final World world;
  private final SeededChance chance;
  private final SplittableRandom random;
  private final Trace trace;
  private final Map<String, Consumer<Machine>> all = new TreeMap<>();
  private final List<Consumer<Machine>> kinds = new ArrayList<>();
  private boolean healed;

  Faults(World world, SeededChance chance, Trace trace, Set<String> only) {
    this.world = world;
    this.chance = chance;
    this.random = chance.random();
    this.trace = trace;
    name();
    // A run with few kinds of faults, but many of each, finds what a bit of everything does not.
    List<String> names = List.copyOf(only.isEmpty() ? all.keySet() : new TreeSet<>(only));
    int few = only.isEmpty() ? random.nextInt(2, names.size() + 1) : names.size();
    for (int number = 0; number < few; number++) {
      String kind = names.get(only.isEmpty() ? random.nextInt(names.size()) : number);
      kinds.add(Objects.requireNonNull(all.get(kind)));
    }
  }

  private void name() {
    all.put("kill", this::kill);
    all.put("power-off", this::powerOff);
    all.put("freeze", this::freeze);
    all.put("cut", this::cutPair);
    all.put("cut-one-way", this::cutOneWay);
    all.put("isolate", this::isolate);
    all.put("mute", this::mute);
    all.put("slow", this::slow);
    all.put("cut-from-database", this::cutFromDatabase);
    all.put("database-stops", this::stopDatabase);
    all.put("campaign", this::campaign);
    all.put("rough", this::roughen);
    all.put("late-beats", this::delay);
    all.put("refuse", this::refuse);
    all.put("hang", this::hang);
  }

  /** One fault, of a kind and on a server by chance. */
  void strike() {
    kinds.get(random.nextInt(kinds.size())).accept(anyMachine());
  }

  Machine anyMachine() {
    List<Machine> machines = List.copyOf(world.machines());
    return machines.get(random.nextInt(machines.size()));
  }

  private String role() {
    List<String> roles = List.copyOf(world.log().directoryAt(world.log().last()).roles().keySet());
    return roles.get(random.nextInt(roles.size()));
  }

  private void after(int leastMillis, int mostMillis, Runnable action) {
    Agenda agenda = world.agenda();
    agenda.in(
        random.nextInt(leastMillis, mostMillis),
        "fault-ends",
        () -> {
          if (!healed) {
            action.run();
          }
        });
  }

  private void kill(Machine machine) {
    trace.fault("kill", machine.name());
    machine.kill();
    after(20, random.nextBoolean() ? 600 : 9_000, machine::start);
  }

  private void powerOff(Machine machine) {
    trace.fault("power-off", machine.name());
    machine.powerOff();
    after(1_000, 9_000, machine::start);
  }

  private void freeze(Machine machine) {
    trace.fault("freeze", machine.name());
    machine.freeze();
    after(50, random.nextBoolean() ? 1_200 : 8_000, () -> thaw(machine));
  }

  private void thaw(Machine machine) {
    if (machine.frozen()) {
      trace.fault("thaw", machine.name());
      machine.thaw();
    }
  }

  private void cut(String from, String to) {
    world.network().cut(from, to);
    disturb(from, to);
  }

  private void mend(String from, String to) {
    world.network().mend(from, to);
    disturb(from, to);
  }

  private void disturb(String... names) {
    for (Machine machine : world.machines()) {
      if (List.of(names).contains(machine.name())) {
        machine.disturbed();
      }
    }
  }

  private void cutPair(Machine machine) {
    String one = machine.name();
    String other = anyMachine().name();
    trace.fault("cut", one + " from " + other);
    cut(one, other);
    cut(other, one);
    after(
        200,
        9_000,
        () -> {
          mend(one, other);
          mend(other, one);
        });
  }

  private void cutOneWay(Machine machine) {
    String one = machine.name();
    String other = anyMachine().name();
    trace.fault("cut-one-way", one + " to " + other);
    cut(one, other);
    after(200, 9_000, () -> mend(one, other));
  }

  private void isolate(Machine machine) {
    trace.fault("isolate", machine.name());
    for (Machine other : world.machines()) {
      cut(machine.name(), other.name());
      cut(other.name(), machine.name());
    }
    after(200, 9_000, () -> rejoin(machine));
  }

  /** It hears, and is not heard. */
  private void mute(Machine machine) {
    trace.fault("mute", machine.name());
    world.machines().forEach(other -> cut(machine.name(), other.name()));
    after(200, 9_000, () -> rejoin(machine));
  }

  /** It hears late, and is heard at once. */
  private void slow(Machine machine) {
    trace.fault("slow", machine.name());
    world.network().slow(machine.name(), random.nextInt(100, 800));
    machine.disturbed();
    after(
        500,
        9_000,
        () -> {
          world.network().slow(machine.name(), 0);
          machine.disturbed();
        });
  }

  private void rejoin(Machine machine) {
    trace.fault("rejoin", machine.name());
    for (Machine other : world.machines()) {
      mend(machine.name(), other.name());
      mend(other.name(), machine.name());
    }
  }

  private void cutFromDatabase(Machine machine) {
    trace.fault("cut-from-database", machine.name());
    boolean answers = random.nextBoolean();
    String from = answers ? Network.DATABASE : machine.name();
    String to = answers ? machine.name() : Network.DATABASE;
    cut(from, to);
    after(300, 9_000, () -> mend(from, to));
  }

  private void stopDatabase(Machine any) {
    trace.fault("database-stops", "");
    world.database().stop();
    world.machines().forEach(Machine::disturbed);
    after(
        300,
        7_000,
        () -> {
          trace.fault("database-starts", "");
          world.database().start();
          world.machines().forEach(Machine::disturbed);
        });
  }

  private void campaign(Machine machine) {
    if (machine.working()) {
      machine
          .incarnation()
          .flatMap(Incarnation::watch)
          .map(Watch::voter)
          .ifPresent(voter -> {
            trace.fault("campaign", machine.name());
            voter.campaign();
          });
    }
  }

  private void roughen(Machine any) {
    trace.fault("rough", "");
    chance.rough(true);
    world.machines().forEach(Machine::disturbed);
    after(
        500,
        5_000,
        () -> {
          trace.fault("smooth", "");
          chance.rough(false);
          world.machines().forEach(Machine::disturbed);
        });
  }

  private void delay(Machine machine) {
    trace.fault("late-beats", machine.name());
    machine.late(random.nextInt(200, 2_500));
    after(1_000, 9_000, () -> machine.late(0));
  }

  private void refuse(Machine machine) {
    String what = (random.nextBoolean() ? "start of " : "") + role();
    trace.fault("refuse", what + " on " + machine.name());
    machine.disturbed();
    machine.refuse(what, "it was told to refuse");
    after(
        500,
        6_000,
        () -> {
          machine.refuse(what, "");
          machine.disturbed();
        });
  }

  private void hang(Machine machine) {
    String what = role();
    trace.fault("hang", what + " on " + machine.name());
    machine.disturbed();
    machine.hang(what, true);
    after(
        200,
        6_000,
        () -> {
          machine.hang(what, false);
          machine.disturbed();
        });
  }

  /** Ends every fault. */
  void heal() {
    healed = true;
    trace.fault("heal", "");
    chance.rough(false);
    world.network().mendAll();
    world.database().start();
    for (Machine machine : world.machines()) {
      machine.late(0);
      for (String role : world.log().directoryAt(world.log().last()).roles().keySet()) {
        machine.refuse(role, "");
        machine.refuse("start of " + role, "");
        machine.hang(role, false);
      }
      if (machine.frozen()) {
        machine.thaw();
      }
      machine.start();
      machine.disturbed();
    }
  }
}
