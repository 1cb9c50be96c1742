package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.greenwave.simulator.simulation.Run.Plan;
import org.greenwave.simulator.simulation.Run.Result;
import org.greenwave.simulator.simulation.world.Bug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each planted bug is found by the seed that is kept for it. When the simulation has changed, the
 * seed may have to be another one: {@code ./trials simulate --bug NAME --faults KIND,KIND} looks
 * for it.
 */
class PlantedBugTest {
  /** Each with the law that it breaks and the kinds of faults that provoke it soonest. */
  @ParameterizedTest
  @CsvSource({
    "LEASE_FROM_RECEIPT, L1 L8, 11, slow mute",
    "NO_BARRIER, L1 L8, 5, isolate campaign mute",
    "OWN_BEATS_WITHOUT_BARRIER, L1 L8, 10, isolate mute",
    "ANSWERED_WHILE_DECIDING, L1, 3847, mute slow-disk rough",
    "GRANT_IN_LATER_TERM, L1 L5 L6 L8, 159, slow freeze campaign",
    "LEFT_DATABASE_NOT_SEALED, L1 L2, 452, cut",
    "FENCE_READ_WITHOUT_LOCK, L2, 5, isolate freeze",
    "FENCE_NOT_CHECKED, L2, 1, isolate freeze",
    "NEW_LEADER_DOES_NOT_WAIT, L1 L8, 66, campaign isolate mute power-off",
    "OLD_GRANT_AFTER_RESTART, L1, 1, kill",
    "FORCE_OPTION_FLAPS, L6, 12, kill hang",
    "PERIOD_FROM_OWN_CLOCK, L3, 1, kill clock-jump",
    "LEASE_BEFORE_LOG, L1, 126, rough cut",
    "SLEEP_TAKEN_FOR_SILENCE, L6, 294, freeze suspend",
    "LEVEL_NOT_CHECKED, L9, 23, upgrade isolate",
    "SILENCE_IGNORED, L4, 11, isolate power-off",
    "DEAD_IS_USABLE, L5, 11, isolate power-off kill",
    "LAST_OF_LIST, L5, 11, kill isolate",
    "FORCE_OPTION_IGNORED, L5, 40, kill",
    "FORCED_UNASKED, L6, 4, kill",
    "CUT_TAKEN_FOR_DEATH, L8, 4, isolate mute",
    "ACTS_BEFORE_COMMIT, L1, 520, cut-from-database kill",
    "LOST_ANSWER_TAKEN_FOR_COMMIT, L3, 22, cut-from-database",
    "ACKNOWLEDGED_BEFORE_COMMIT, L7, 6, isolate"
  })
  void aPlantedBugIsFound(Bug bug, String laws, long kept, String kinds) {
    Plan plan = new Plan(Set.of(bug), Set.of(kinds.split(" ")), false);
    Result result = Run.of(kept, plan);
    assertThat(result.broken()).as("seed %d finds %s", kept, bug).isPresent();
    assertThat(List.of(laws.split(" "))).contains(law(result.broken().orElseThrow()));
    Plan sound = new Plan(Set.of(), plan.kinds(), false);
    assertThat(Run.of(kept, sound).broken()).isEmpty();
  }

  /** A bug without a row would show nothing. */
  @Test
  void everyBugHasItsSeed() throws NoSuchMethodException {
    CsvSource rows =
        PlantedBugTest.class
            .getDeclaredMethod(
                "aPlantedBugIsFound", Bug.class, String.class, long.class, String.class)
            .getAnnotation(CsvSource.class);
    List<String> bugs =
        Arrays.stream(rows.value()).map(row -> row.substring(0, row.indexOf(','))).toList();
    assertThat(bugs)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Bug.values()).map(Bug::name).toList());
  }

  private static String law(String broken) {
    return broken.substring(0, broken.indexOf(':'));
  }
}
