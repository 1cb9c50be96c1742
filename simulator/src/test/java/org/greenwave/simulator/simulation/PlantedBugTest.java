package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.greenwave.simulator.simulation.Run.Plan;
import org.greenwave.simulator.simulation.Run.Result;
import org.greenwave.simulator.simulation.world.Bug;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each planted bug is found: by the seed that is kept for it, or by one of those that follow. */
class PlantedBugTest {
  private static final int RUNS_FOR_A_BUG = 3_000;

  /** Each with the law that it breaks and the kinds of faults that provoke it soonest. */
  @ParameterizedTest
  @CsvSource({
    "LEASE_FROM_RECEIPT, L1, 12, slow mute",
    "NO_BARRIER, L1, 5, isolate campaign mute",
    "OWN_BEATS_WITHOUT_BARRIER, L1, 11, isolate mute",
    "ANSWERED_WHILE_DECIDING, L1, 3501, mute slow-disk rough",
    "GRANT_IN_LATER_TERM, L1 L5 L6, 103, slow freeze campaign",
    "FENCE_READ_WITHOUT_LOCK, L2, 15, isolate freeze",
    "FENCE_NOT_CHECKED, L2, 2, isolate freeze",
    "NEW_LEADER_DOES_NOT_WAIT, L1, 111, campaign isolate mute power-off",
    "OLD_GRANT_AFTER_RESTART, L1, 1, kill",
    "FORCE_OPTION_FLAPS, L6, 2, kill hang",
    "PERIOD_FROM_OWN_CLOCK, L3, 2, kill clock-jump",
    "LEASE_BEFORE_LOG, L1, 178, rough cut",
    "SLEEP_TAKEN_FOR_SILENCE, L6, 350, freeze suspend",
    "LEVEL_NOT_CHECKED, L9, 1, upgrade isolate",
    "SILENCE_IGNORED, L4, 25, isolate power-off",
    "DEAD_IS_USABLE, L5, 22, isolate power-off kill",
    "LAST_OF_LIST, L5, 1, kill isolate",
    "FORCE_OPTION_IGNORED, L5, 4, kill",
    "FORCED_UNASKED, L6, 20, kill",
    "CUT_TAKEN_FOR_DEATH, L8, 4, isolate mute",
    "ACTS_BEFORE_COMMIT, L1, 520, cut-from-database kill",
    "LOST_ANSWER_TAKEN_FOR_COMMIT, L3, 22, cut-from-database",
    "ACKNOWLEDGED_BEFORE_COMMIT, L7, 6, isolate"
  })
  void aPlantedBugIsFound(Bug bug, String laws, long kept, String kinds) {
    Plan plan = new Plan(Set.of(bug), Set.of(kinds.split(" ")), false);
    Optional<Result> found =
        LongStream.range(kept, kept + RUNS_FOR_A_BUG)
            .mapToObj(seed -> Run.of(seed, plan))
            .filter(result -> result.broken().isPresent())
            .findFirst();
    assertThat(found).as("found in %d runs", RUNS_FOR_A_BUG).isPresent();
    Result result = found.orElseThrow();
    assertThat(List.of(laws.split(" "))).contains(law(result.broken().orElseThrow()));
    Plan sound = new Plan(Set.of(), plan.kinds(), false);
    assertThat(Run.of(result.seed(), sound).broken()).isEmpty();
    System.out.println(bug + " is found by seed " + result.seed());
  }

  private static String law(String broken) {
    return broken.substring(0, broken.indexOf(':'));
  }
}
