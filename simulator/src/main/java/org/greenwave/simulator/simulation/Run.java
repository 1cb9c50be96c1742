package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.greenwave.directory.Change;
import org.greenwave.directory.Role;
import org.greenwave.directory.Timings;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Bug;
import org.greenwave.simulator.simulation.world.EventKind;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** One run: a seed makes a cluster, its faults and its operators; then all is healed. */
final class Run {
  private static final List<String> NAMES =
      List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta");
  private static final long FAULTS_FROM_MILLIS = 1_500;
  private static final int LEAST_FAULTS = 3;
  private static final long PAUSE_WITHOUT_MILLIS = 100;
  private static final int LEAST_EVENTS = 500;
  private static final int TRIES_BEFORE_THE_LEADER = 10;

  /** Law L4: so long after the last fault all must be as if none had been. */
  private static final long BUDGET_MILLIS = 20_000;

  private static final long LOOK_MILLIS = 1_000;
  private static final int CALM_EVERY = 4;
  private static final int MAINTAINED_EVERY = 8;
  private static final int LASTING_ONE_IN = 32;

  /** What is planted, which kinds of faults there are, and whether the run is written down. */
  record Plan(Set<Bug> bugs, Set<String> kinds, boolean writing) {
    /** All kinds of faults, and no bug. */
    static final Plan PLAIN = new Plan(Set.of(), Set.of(), false);

    Plan written() {
      return new Plan(bugs, kinds, true);
    }
  }

  /**
   * What a run came to.
   *
   * @param broken the law that did not hold, in words
   * @param trace what happened, a line each, if it was to be written
   */
  record Result(long seed, Tally tally, Optional<String> broken, List<String> trace) {}

  private final long seed;
  private final SplittableRandom random;
  private final World world;
  private final Trace trace;
  private final LawWatch laws;
  private final Faults faults;
  private final Operators operators;
  private final int betweenMillis;
  private final boolean patient;
  private final long faultsUntilMillis;
  private boolean healed;

  private Run(long seed, Plan plan) {
    this.seed = seed;
    SeededChance chance = new SeededChance(seed);
    this.random = chance.random();
    this.world = new World(chance, plan.bugs());
    this.trace = new Trace(world.agenda(), plan.writing());
    this.laws = new LawWatch(world);
    boolean lasting = random.nextInt(LASTING_ONE_IN) == 0;
    this.faults = new Faults(new Stage(world, chance, trace, lasting), plan.kinds());
    this.operators = new Operators(world, random, trace, laws);
    this.betweenMillis = random.nextInt(300, 3_000);
    this.patient = lasting || random.nextInt(4) == 0;
    this.faultsUntilMillis =
        lasting ? random.nextInt(60_000, 80_000) : random.nextInt(12_000, 20_000);
  }

  /** Runs a seed to its end or to the first broken law. */
  static Result of(long seed, Plan plan) {
    Run run = new Run(seed, plan);
    try {
      run.play();
      Reach.EXCUSING.forEach(law -> run.trace.judged(law, run.laws.judged(law)));
      return run.result(Optional.empty());
    } catch (LawBroken broken) {
      run.trace.line("broken", String.valueOf(broken.getMessage()));
      return run.result(Optional.of(String.valueOf(broken.getMessage())));
    }
  }

  private Result result(Optional<String> broken) {
    return new Result(seed, trace.tally(), broken, trace.lines());
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
    in(FAULTS_FROM_MILLIS, faults::hangHost);
    look();
    if (random.nextBoolean()) {
      in(random.nextLong(FAULTS_FROM_MILLIS, faultsUntilMillis), faults::unseat);
    }
    world.agenda().runTo(faultsUntilMillis);
    strikeOn();
    healed = true;
    faults.heal();
    settle();
    calm();
    operators.checkReads();
    operators.checkKept();
  }

  /** Every fourth run goes on for a while to show that nothing more happens. */
  private void calm() {
    if (seed % CALM_EVERY == 0) {
      CalmTime calm = new CalmTime(world, laws.cautions());
      world.witnesses().add(calm);
      world.agenda().runTo(world.agenda().nowMillis() + calm.millis());
      calm.missing()
          .or(() -> lastingly(new Settling(world, laws.cautions())))
          .ifPresent(broken -> {
            throw broken;
          });
      trace.judged(Law.L5, calm.forced());
    }
  }

  /** A forced role may be on its way back at the very end. */
  private Optional<LawBroken> lastingly(Settling settling) {
    if (settling.missing().isPresent()) {
      world.agenda().runTo(world.agenda().nowMillis() + LOOK_MILLIS);
    }
    return settling.missing();
  }

  /** Law L4 is looked at as long as faults last. */
  private void look() {
    in(
        OwedHosts.LOOK_MILLIS,
        () -> {
          if (!healed) {
            laws.look();
            look();
          }
        });
  }

  /** A fault may find nothing that it could strike: the run goes on until enough have. */
  private void strikeOn() {
    for (int tried = 1; trace.struck() < LEAST_FAULTS; tried++) {
      int before = trace.struck();
      if (tried % TRIES_BEFORE_THE_LEADER == 0) {
        faults.unseat();
      } else {
        faults.strike();
      }
      long pause = trace.struck() > before ? betweenMillis : PAUSE_WITHOUT_MILLIS;
      world.agenda().runTo(world.agenda().nowMillis() + pause);
    }
  }

  /** All must be well twice in a row. */
  private void settle() {
    Settling settling = new Settling(world, laws.cautions());
    long until = world.agenda().nowMillis() + BUDGET_MILLIS;
    for (int well = 0; well < 2 || trace.tally().events() < LEAST_EVENTS; ) {
      // A process that a role has ended is started again, as by the machine's own supervisor.
      world.machines().forEach(Machine::start);
      operators.reopen(seed % MAINTAINED_EVERY == 0);
      operators.forgive();
      world.agenda().runTo(world.agenda().nowMillis() + LOOK_MILLIS);
      Optional<LawBroken> missing = settling.missing();
      well = missing.isEmpty() ? well + 1 : 0;
      if (missing.isPresent() && world.agenda().nowMillis() >= until) {
        throw missing.get();
      }
    }
  }

  private void in(long millis, Runnable action) {
    world.agenda().in(millis, EventKind.CHANCE, action);
  }

  private void build() {
    int[] sizes = {1, 3, 3, 3, 5};
    int directory = sizes[random.nextInt(sizes.length)];
    int expansion = random.nextInt(directory == 5 ? 2 : 3);
    world.found(NAMES.subList(0, directory), NAMES.subList(directory, directory + expansion));
    if (random.nextInt(3) == 0) {
      Timings chosen = RandomTimings.of(random);
      world.log().genesis(new Change.TimingsEdited(world.timings(), chosen, "anna"));
    }
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
    in(
        inMillis,
        () -> {
          if (world.agenda().nowMillis() < faultsUntilMillis) {
            act();
            next(pauseMillis());
          }
        });
  }

  /** Some faults come close together; now and then one is given time to show what follows on it. */
  private long pauseMillis() {
    if (patient && random.nextBoolean()) {
      return random.nextInt(4_000, 9_000);
    }
    boolean close = random.nextInt(4) == 0;
    return random.nextInt(1, close ? 60 : betweenMillis);
  }

  private void act() {
    if (trace.struck() >= LEAST_FAULTS && random.nextInt(4) == 0) {
      operators.wish();
    } else {
      faults.strike();
    }
    operators.checkReads();
  }
}
