package org.greenwave.simulator.simulation;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.Watch;

/** What can go wrong on one machine: process, power, clocks, disk, a role that misbehaves. */
final class MachineFaults {
  /**
   * Other software on a server; only where it is asked for, as it may keep servers down for long.
   */
  static final String UPGRADE = "upgrade";

  static final String HANG = "hang";

  /** After so long in a call, and what comes before it, only the end of the process helps. */
  private static final int BEYOND_HELP_MILLIS = 50_000;

  private final Stage stage;
  private final SplittableRandom random;

  MachineFaults(Stage stage) {
    this.stage = stage;
    this.random = stage.random();
  }

  Map<String, Consumer<Machine>> all() {
    return Map.ofEntries(
        Map.entry("kill", machine -> ifRunning(machine, this::kill)),
        Map.entry("stop", machine -> ifRunning(machine, this::stop)),
        Map.entry("power-off", machine -> ifRunning(machine, this::powerOff)),
        Map.entry("freeze", machine -> ifWorking(machine, this::freeze)),
        Map.entry("suspend", machine -> ifWorking(machine, this::suspend)),
        Map.entry("clock-jump", this::jump),
        Map.entry("slow-disk", machine -> ifRunning(machine, this::slowDisk)),
        Map.entry("campaign", this::campaign),
        Map.entry("late-beats", machine -> ifWorking(machine, this::delay)),
        Map.entry("refuse", this::refuse),
        Map.entry(HANG, this::hang),
        Map.entry(UPGRADE, new Upgrades(stage)::other));
  }

  /** What is dead cannot die. */
  private static void ifRunning(Machine machine, Consumer<Machine> fault) {
    if (machine.incarnation().isPresent()) {
      fault.accept(machine);
    }
  }

  private static void ifWorking(Machine machine, Consumer<Machine> fault) {
    if (machine.working()) {
      fault.accept(machine);
    }
  }

  private void kill(Machine machine) {
    stage.strikes("kill", machine.name());
    machine.kill();
    stage.after(20, random.nextBoolean() ? 600 : 9_000, machine::start);
  }

  private void stop(Machine machine) {
    stage.strikes("stop", machine.name());
    machine.stop();
    stage.after(20, random.nextBoolean() ? 600 : 9_000, machine::start);
  }

  private void powerOff(Machine machine) {
    stage.strikes("power-off", machine.name());
    machine.powerOff();
    stage.after(1_000, 9_000, machine::start);
  }

  private void freeze(Machine machine) {
    stage.strikes("freeze", machine.name());
    machine.freeze();
    stage.after(50, random.nextBoolean() ? 1_200 : 8_000, () -> thaw(machine));
  }

  private void suspend(Machine machine) {
    stage.strikes("suspend", machine.name());
    machine.suspend();
    stage.after(50, random.nextBoolean() ? 1_200 : 8_000, () -> thaw(machine));
  }

  private void thaw(Machine machine) {
    if (machine.frozen()) {
      stage.ends("thaw", machine.name());
      machine.thaw();
    }
  }

  private void jump(Machine machine) {
    stage.strikes("clock-jump", machine.name());
    machine.clocks().jump(random.nextInt(-30_000, 30_000));
  }

  private void slowDisk(Machine machine) {
    if (!machine.directory()) {
      return;
    }
    stage.strikes("slow-disk", machine.name());
    machine.disturbed();
    machine.slowDisk(random.nextInt(5, 400));
    stage.after(
        500,
        9_000,
        () -> {
          machine.slowDisk(0);
          machine.disturbed();
        });
  }

  private void campaign(Machine machine) {
    if (machine.working()) {
      machine
          .incarnation()
          .flatMap(Incarnation::watch)
          .map(Watch::voter)
          .ifPresent(voter -> {
            stage.strikes("campaign", machine.name());
            voter.campaign();
          });
    }
  }

  private void delay(Machine machine) {
    stage.strikes("late-beats", machine.name());
    machine.starve(random.nextInt(200, 2_500));
    stage.after(1_000, 9_000, () -> machine.starve(0));
  }

  private void refuse(Machine machine) {
    stage.anyRole(machine).ifPresent(role -> refuse(machine, role));
  }

  private void refuse(Machine machine, String role) {
    String what = (random.nextBoolean() ? Machine.START_OF : "") + role;
    stage.strikes("refuse", what + " on " + machine.name());
    machine.refuse(what, "it was told to refuse");
    stage.after(
        500,
        6_000,
        () -> {
          machine.refuse(what, "");
        });
  }

  private void hang(Machine machine) {
    stage.anyRole(machine).ifPresent(role -> hang(machine, role));
  }

  private void hang(Machine machine, String what) {
    stage.strikes(HANG, what + " on " + machine.name());
    machine.hang(what, true);
    boolean beyondHelp = stage.lasting() && random.nextBoolean();
    stage.after(
        beyondHelp ? BEYOND_HELP_MILLIS : 200,
        beyondHelp ? 70_000 : stage.lasting() ? 30_000 : 6_000,
        () -> {
          machine.hang(what, false);
          machine.start();
        });
  }
}
