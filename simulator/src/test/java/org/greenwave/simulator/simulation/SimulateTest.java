package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.greenwave.simulator.simulation.Run.Plan;
import org.greenwave.simulator.simulation.Run.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
  private static final int RUNS = 300;
  private static final int UPGRADED = 100;

  @Test
  void theLawsHoldForManySeeds() {
    List<String> out = new ArrayList<>();
    int code = Simulate.run(List.of("--runs", String.valueOf(RUNS), "--seed", "1"), out::add);
    assertThat(out).as(String.join("\n", out)).endsWith("held");
    assertThat(code).isZero();
  }

  @Test
  void noRunHasFewFaultsOrEvents() {
    for (long seed = 1; seed <= RUNS; seed++) {
      Result run = Run.of(seed, Plan.PLAIN);
      assertThat(run.tally().faults()).as("faults of %d", seed).isGreaterThanOrEqualTo(3);
      assertThat(run.tally().events()).as("events of %d", seed).isGreaterThanOrEqualTo(500);
    }
  }

  @Test
  void theLawsHoldWhileServersAreUpgradedAndTakenBack() {
    Plan upgrades = new Plan(Set.of(), Set.of("upgrade", "isolate", "freeze"), false);
    Runs all = Runs.of(1, UPGRADED, upgrades);
    assertThat(all.broken().flatMap(Result::broken)).isEmpty();
  }

  /** Seeds that have found something wrong in the rules, or in how they are judged. */
  @ParameterizedTest
  @CsvSource({
    "5454, a host taken off the list before it knew of its grant was waited for for ever",
    "5218, a hand-over from a host that never started to one that was gone never ended",
    "102795, a better server whose database had just returned passed for healthy all along",
    "86803, a leader that had slept took its own sleep for the silence of its host",
    "7380, a forced role on its way back as the calm ended passed for one that nobody hosts",
    "8410888, a call that had been left behind closed the role under its next one",
    "8443132, a role on a server off its list passed for settled, and its move for a disturbance",
    "8475799, a host whose commit was not answered polled anew while that was on its way still",
    "8404432, a role that had ended two servers waited for a person whom the world did not have"
  })
  void whatWasFoundOnceStaysMended(long seed, String what) {
    assertThat(Run.of(seed, Plan.PLAIN).broken()).as(what).isEmpty();
  }

  /** A lease that was made longer while its barrier was under way; the next leader did not know. */
  @Test
  void aLeaseIsNoLongerThanItsBarrierHasTold() {
    Plan isolations = new Plan(Set.of(), Set.of("isolate"), false);
    assertThat(Run.of(1_228, isolations).broken()).isEmpty();
  }

  @Test
  void aSeedRepeatsItsRun() {
    Plan written = Plan.PLAIN.written();
    Result first = Run.of(4, written);
    Result again = Run.of(4, written);
    assertThat(again.trace()).isNotEmpty().isEqualTo(first.trace());
    assertThat(again.tally().events()).isEqualTo(first.tally().events()).isGreaterThan(500);
  }

  @Test
  void writingARunDownDoesNotChangeIt() {
    Result written = Run.of(5, Plan.PLAIN.written());
    Result plain = Run.of(5, Plan.PLAIN);
    assertThat(plain.trace()).isEmpty();
    assertThat(plain.tally().events()).isEqualTo(written.tally().events());
  }

  @Test
  void wordsThatItDoesNotKnowAreRefused() {
    List<String> out = new ArrayList<>();
    assertThat(Simulate.run(List.of("--rnus", "5"), out::add)).isEqualTo(2);
    assertThat(Simulate.run(List.of("--runs"), out::add)).isEqualTo(2);
    assertThat(Simulate.run(List.of("--bug", "none-such"), out::add)).isEqualTo(2);
    assertThat(Simulate.run(List.of("--faults", "isolate,none-such"), out::add)).isEqualTo(2);
    assertThat(out.getFirst()).contains("--rnus").contains("use:");
    assertThat(out.getLast()).contains("none-such; there are").contains("isolate");
  }
}
