package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.greenwave.directory.Timing;
import org.greenwave.simulator.simulation.Run.Plan;
import org.greenwave.simulator.simulation.world.EventKind;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;
import org.junit.jupiter.api.Test;

class ReachTest {
  @Test
  void lawsThatWereNeverReallyJudgedHaveNotHeld() {
    Tally tally = runs(Reach.RUNS);
    tally.things("judged", "L4", 3);
    tally.things("judged", "L6", 1);
    assertThat(Reach.missing(tally)).contains("L5 was never really judged");
    assertThat(Reach.missing(tally)).noneMatch(what -> what.contains("L4") || what.contains("L6"));
    assertThat(Reach.judged(tally)).isEqualTo("L4 judged 3, L5 judged 0, L6 judged 1");
  }

  @Test
  void whatNeverHappenedHasShownNothing() {
    Tally tally = runs(Reach.RUNS);
    assertThat(Reach.missing(tally))
        .contains(
            "there was never an event hand-on",
            "there was never a fault late-beats",
            "nobody ever had the wish maintenance",
            "fewer than half of the runs had a change of leader");
    tally.event(EventKind.HAND_ON);
    tally.thing("fault", "late-beats");
    tally.thing("wish", "maintenance");
    assertThat(Reach.missing(tally))
        .noneMatch(what -> what.endsWith("hand-on"))
        .noneMatch(what -> what.endsWith("late-beats"))
        .noneMatch(what -> what.endsWith("wish maintenance"));
  }

  @Test
  void chanceGivesOnlyTimingsThatAreSafe() {
    SplittableRandom random = new SplittableRandom(1);
    for (int number = 0; number < 1_000; number++) {
      assertThat(Timing.problems(RandomTimings.of(random))).isEmpty();
    }
  }

  @Test
  void beatsThatAreLateComeLate() {
    World world = new World(new SeededChance(1), Set.of());
    world.found(List.of("alpha"), List.of("beta"));
    Machine beta = world.machine("beta");
    world.machines().forEach(Machine::start);
    world.agenda().runTo(5_000);
    beta.starve(2_000);
    long sequence = heard(world);
    world.agenda().runTo(15_000);
    assertThat(heard(world) - sequence).isBetween(2L, 7L);
  }

  private static long heard(World world) {
    return world.leader().orElseThrow().situation().sightings().of("beta").orElseThrow().sequence();
  }

  @Test
  void fewRunsNeedNotReachEverything() {
    assertThat(Reach.missing(runs(Reach.RUNS - 1))).isEmpty();
  }

  @Test
  void aFewRunsReallyJudgeLawsFourFiveAndSix() {
    Tally tally = Runs.of(1, 60, Plan.PLAIN).tally();
    Reach.EXCUSING.forEach(law -> assertThat(tally.times("judged", law.name())).isPositive());
  }

  private static Tally runs(long number) {
    Tally tally = new Tally();
    for (long run = 0; run < number; run++) {
      tally.add(new Tally());
    }
    return tally;
  }
}
