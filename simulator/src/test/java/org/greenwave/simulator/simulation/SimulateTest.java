package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.greenwave.simulator.simulation.Run.Result;
import org.greenwave.simulator.simulation.world.Bug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
  private static final int RUNS = 120;
  private static final int RUNS_FOR_A_BUG = 1_500;

  @Test
  void theLawsHoldForManySeeds() {
    List<String> out = new ArrayList<>();
    int code = Simulate.run(List.of("--runs", String.valueOf(RUNS), "--seed", "1"), out::add);
    assertThat(out).as(String.join("\n", out)).endsWith("held");
    assertThat(code).isZero();
  }

  @Test
  void aSeedRepeatsItsRun() {
    Result first = Run.of(4, Set.of(), Set.of());
    Result again = Run.of(4, Set.of(), Set.of());
    assertThat(again.trace()).isNotEmpty().isEqualTo(first.trace());
    assertThat(again.events()).isEqualTo(first.events());
  }

  /** Each with the kinds of faults that provoke it, so that a build finds it within seconds. */
  @ParameterizedTest
  @CsvSource({
    "LEASE_FROM_RECEIPT, slow mute",
    "NO_BARRIER, isolate campaign mute",
    "FENCE_NOT_CHECKED, isolate freeze",
    "OLD_GRANT_AFTER_RESTART, kill",
    "GRANT_IN_LATER_TERM, slow freeze campaign",
    "NEW_LEADER_DOES_NOT_WAIT, campaign isolate mute power-off",
    "LEASE_BEFORE_LOG, rough cut"
  })
  void aPlantedBugIsFound(Bug bug, String kinds) {
    Set<String> provoking = Set.of(kinds.split(" "));
    Optional<Result> found =
        LongStream.rangeClosed(1, RUNS_FOR_A_BUG)
            .mapToObj(seed -> Run.of(seed, Set.of(bug), provoking))
            .filter(result -> result.broken().isPresent())
            .findFirst();
    assertThat(found).as("found in %d runs", RUNS_FOR_A_BUG).isPresent();
    System.out.println(bug + " found by seed " + found.get().seed() + ": " + found.get().broken());
  }

  @Test
  void wordsThatItDoesNotKnowAreRefused() {
    List<String> out = new ArrayList<>();
    assertThat(Simulate.run(List.of("--rnus", "5"), out::add)).isEqualTo(2);
    assertThat(Simulate.run(List.of("--runs"), out::add)).isEqualTo(2);
    assertThat(out.getFirst()).contains("--rnus").contains("use:");
  }
}
