package org.greenwave.simulator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault counts when it has struck something. */
class FaultsTest {
  private final SeededChance chance = new SeededChance(1);
  private final World world = new World(chance, Set.of());
  private final Trace trace = new Trace(world.agenda(), false);

  @ParameterizedTest
  @ValueSource(strings = {"cut", "cut-one-way", "isolate", "mute", "refuse", "hang", "campaign"})
  void aServerThatIsAloneAndHostsNothingIsCutOffFromNobody(String kind) {
    Faults faults = faults(kind, List.of());
    faults.strike();
    assertThat(trace.struck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"database-outage", "database-promotion", "cut-from-database"})
  void aDatabaseThatNobodyUsesCannotFail(String kind) {
    Faults faults = faults(kind, List.of());
    world.machines().forEach(Machine::start);
    faults.strike();
    assertThat(trace.struck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill", "power-off", "freeze", "suspend"})
  void whatIsDownDoesNotFallAgain(String kind) {
    Faults faults = faults(kind, List.of());
    world.machines().forEach(Machine::start);
    faults.strike();
    assertThat(trace.struck()).isEqualTo(1);
    faults.strike();
    assertThat(trace.struck()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "cut-one-way", "isolate", "mute", "slow", "rough"})
  void twoServersArePartedOrHindered(String kind) {
    Faults faults = faults(kind, List.of("beta"));
    world.machines().forEach(Machine::start);
    faults.strike();
    assertThat(trace.struck()).isEqualTo(1);
  }

  private Faults faults(String kind, List<String> expansion) {
    world.found(List.of("alpha"), expansion);
    return new Faults(new Stage(world, chance, trace), Set.of(kind));
  }
}
