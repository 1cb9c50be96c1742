package org.greenwave.simulator.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.simulator.simulation.world.EventKind;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** Where faults strike: the world, chance, and the time when all of them end. */
final class Stage {
  private final World world;
  private final SeededChance chance;
  private final Trace trace;
  private final boolean lasting;
  private boolean healed;

  /** A stage on which faults come and go soon. */
  Stage(World world, SeededChance chance, Trace trace) {
    this(world, chance, trace, false);
  }

  /** A stage on which a role may hang for longer than it is watched without being given up. */
  Stage(World world, SeededChance chance, Trace trace, boolean lasting) {
    this.world = world;
    this.chance = chance;
    this.trace = trace;
    this.lasting = lasting;
  }

  boolean lasting() {
    return lasting;
  }

  World world() {
    return world;
  }

  SeededChance chance() {
    return chance;
  }

  SplittableRandom random() {
    return chance.random();
  }

  /** A fault strikes: counted, and noted with what it strikes. */
  void strikes(String kind, String what) {
    trace.fault(kind, what);
  }

  /** A fault ends. */
  void ends(String kind, String what) {
    trace.line(kind, what);
  }

  /** Does something after a while, unless all is healed by then. */
  void after(int leastMillis, int mostMillis, Runnable action) {
    world
        .agenda()
        .in(
            random().nextInt(leastMillis, mostMillis),
            EventKind.FAULT_ENDS,
            () -> {
              if (!healed) {
                action.run();
              }
            });
  }

  Machine anyMachine() {
    List<Machine> machines = world.machines();
    return machines.get(random().nextInt(machines.size()));
  }

  /** Another machine, if there is one. */
  Optional<Machine> anyOther(Machine one) {
    return any(world.machines().stream().filter(machine -> !machine.equals(one)).toList());
  }

  /** A role that may come to a machine, if there is one. */
  Optional<String> anyRole(Machine machine) {
    return any(
        roles().stream()
            .filter(role -> role.servers().contains(machine.name()))
            .map(Role::name)
            .toList());
  }

  /** The host of a role, if there is one. */
  Optional<Machine> hostOfAny() {
    Directory directory = world.log().directoryAt(world.log().last());
    return any(
        roles().stream()
            .flatMap(role -> directory.assignment(role.name()).grant().stream())
            .map(grant -> world.machine(grant.server()))
            .toList());
  }

  /** Whether anything is stored in the role database. */
  boolean stores() {
    return roles().stream().anyMatch(role -> !role.type().equals("lamp"));
  }

  private Collection<Role> roles() {
    return world.log().directoryAt(world.log().last()).roles().values();
  }

  private <T> Optional<T> any(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random().nextInt(all.size())));
  }

  /** No fault ends by itself any more. */
  void heal() {
    healed = true;
    ends("heal", "");
  }
}
