package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenwave.simulator.simulation.Run.Plan;
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
