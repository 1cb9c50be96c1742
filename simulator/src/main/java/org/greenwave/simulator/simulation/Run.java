package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.greenwave.directory.Change;
import org.greenwave.directory.Role;
import org.greenwave.simulator.simulation.world.Bug;
import org.greenwave.simulator.simulation.world.Field;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** One run: a seed makes a cluster, its faults and its operators; then all is healed. */
final class Run {
  private static final List<String> NAMES =
      List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta");
  private static final long FAULTS_FROM_MILLIS = 2_000;
  private static final long FAULTS_UNTIL_MILLIS = 30_000;
  private static final long SETTLED_MILLIS = 18_000;

  /**
   * What a run came to.
   *
   * @param broken the law that did not hold, in words
   * @param trace what happened, a line each
   */
  record Result(
      long seed,
      long events,
      Map<String, Integer> kinds,
      Optional<String> broken,
      List<String> trace) {}

  private final long seed;
  private final SeededChance chance;
  private final SplittableRandom random;
  private final World world;
  private final Trace trace;
  private final LawWatch laws;
  private final Faults faults;
  private final Operators operators;
  private final int betweenMillis;

  private Run(long seed, Set<Bug> bugs, Set<String> kinds) {
    this.seed = seed;
    this.chance = new SeededChance(seed);
    this.random = chance.random();
    this.world = new World(chance, bugs);
    this.trace = new Trace(world.agenda());
    this.laws = new LawWatch(world);
    this.faults = new Faults(world, chance, trace, kinds);
    this.operators = new Operators(world, random, trace);
    this.betweenMillis = random.nextInt(500, 4_000);
  }

  /**
   * Runs a seed to its end or to the first broken law.
   *
   * @param bugs planted
   * @param kinds of faults; none named means kinds by chance
   */
  static Result of(long seed, Set<Bug> bugs, Set<String> kinds) {
    Run run = new Run(seed, bugs, kinds);
    try {
      run.play();
      return run.result(Optional.empty());
    } catch (LawBroken broken) {
      run.trace.line(String.valueOf(broken.getMessage()));
      return run.result(Optional.of(broken.law() + " " + broken.getMessage()));
    }
  }

  private Result result(Optional<String> broken) {
    return new Result(seed, trace.events(), trace.kinds(), broken, trace.lines());
  }

  private void play() {
    build();
    world.witnesses().add(trace);
    world.witnesses().add(laws);
    world
        .agenda()
        .afterEach(kind -> {
          trace.event(kind);
          laws.afterEvent();
        });
    world.machines().forEach(Machine::start);
    next(FAULTS_FROM_MILLIS);
    world.agenda().runTo(FAULTS_UNTIL_MILLIS);
    faults.heal();
    world.agenda().runTo(FAULTS_UNTIL_MILLIS + SETTLED_MILLIS);
    operators.checkReads();
    laws.settled((FAULTS_UNTIL_MILLIS + SETTLED_MILLIS) / Field.PERIOD_MILLIS - 6);
  }

  private void build() {
    int[] sizes = {1, 3, 3, 3, 5};
    int directory = sizes[random.nextInt(sizes.length)];
    int expansion = random.nextInt(directory == 5 ? 2 : 3);
    world.found(NAMES.subList(0, directory), NAMES.subList(directory, directory + expansion));
    int roles = random.nextInt(1, 4);
    for (int number = 1; number <= roles; number++) {
      String type = random.nextInt(3) == 0 ? "lamp" : "tss";
      world.machines().forEach(machine -> machine.plugins().put("lamp", "0.1.0"));
      Role.Database database = new Role.Database("jdbc:postgresql://database/g", "g", "");
      List<String> list = Operators.list(world, random);
      boolean forced = random.nextInt(3) == 0;
      Role role = new Role("role-" + number, type, "", list, forced, true, database, "{}", 1);
      world.log().genesis(new Change.RoleCreated(role, "anna"));
    }
  }

  /** Faults and wishes, one after another, some of them close together. */
  private void next(long inMillis) {
    world
        .agenda()
        .in(
            inMillis,
            "chance",
            () -> {
              if (world.agenda().nowMillis() < FAULTS_UNTIL_MILLIS) {
                act();
                boolean close = random.nextInt(4) == 0;
                next(random.nextInt(1, close ? 60 : betweenMillis));
              }
            });
  }

  private void act() {
    if (random.nextInt(4) == 0) {
      operators.wish();
    } else {
      faults.strike();
    }
    operators.checkReads();
  }
}
