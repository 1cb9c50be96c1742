package org.greenwave.simulator.simulation;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.Network;
import org.greenwave.simulator.simulation.world.World;

/** What can go wrong with the role database and on the way to it. */
final class DatabaseFaults {
  private final Stage stage;
  private final World world;
  private final SplittableRandom random;

  DatabaseFaults(Stage stage) {
    this.stage = stage;
    this.world = stage.world();
    this.random = stage.random();
  }

  Map<String, Consumer<Machine>> all() {
    return Map.of(
        "cut-from-database",
        this::cutOff,
        "database-outage",
        any -> stop("database-outage", 300, 7_000),
        "database-restart",
        any -> stop("database-restart", 20, 400),
        "database-promotion",
        this::promote);
  }

  private void cutOff(Machine machine) {
    boolean answers = random.nextBoolean();
    String from = answers ? Network.DATABASE : machine.name();
    String to = answers ? machine.name() : Network.DATABASE;
    if (!stage.stores() || !machine.working() || world.network().isCut(from, to)) {
      return;
    }
    stage.strikes("cut-from-database", machine.name());
    world.network().cut(from, to);
    stage.after(
        300,
        9_000,
        () -> {
          world.network().mend(from, to);
        });
  }

  private void stop(String kind, int leastMillis, int mostMillis) {
    if (!stage.stores() || !world.database().up()) {
      return;
    }
    stage.strikes(kind, "");
    world.database().stop();
    stage.after(leastMillis, mostMillis, this::start);
  }

  private void start() {
    stage.ends("database-starts", "");
    world.database().start();
  }

  /** A standby that lags becomes the primary: another history, and the last commits are lost. */
  private void promote(Machine any) {
    if (!stage.stores()) {
      return;
    }
    stage.strikes("database-promotion", "");
    world.database().promote(random.nextInt(2_000));
  }
}
