package org.greenwave.proving.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.greenwave.proving.chance.Fault.Victim;
import org.greenwave.proving.chance.Fault.Way;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.history.Audit.Reign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Law L4, broken on purpose: nobody takes over from a host that was taken away. */
class DemandTest {
  private static final Scene APART = new Scene("alpha", "beta", List.of("alpha", "beta", "gamma"));
  private static final Scene ONE = new Scene("alpha", "alpha", List.of("alpha", "beta", "gamma"));

  private static Plan plan(Fault... faults) {
    return new Plan(List.of(faults), 0, 2_000, Optional.empty());
  }

  private static Optional<Demand> demand(FaultKind kind, Victim victim, Way way, Scene scene) {
    return Demand.of(plan(new Fault(kind, victim, way)), scene);
  }

  @ParameterizedTest
  @CsvSource({
    "KILL,              HOST,   BOTH, true,  true",
    "KILL,              OTHER,  BOTH, false, false",
    "KILL_BOTH,         OTHER,  BOTH, false, true",
    "FREEZE,            HOST,   BOTH, true,  true",
    "FREEZE,            LEADER, BOTH, false, true",
    "CUT,               HOST,   BOTH, true,  true",
    "CUT_ONE_WAY,       HOST,   FROM, true,  true",
    "CUT_ONE_WAY,       HOST,   TO,   false, false",
    "CUT_FROM_LEADER,   HOST,   BOTH, true,  true",
    "CUT_FROM_LEADER,   HOST,   TO,   false, false",
    "CUT_FROM_DATABASE, HOST,   TO,   true,  true",
    "POWER_OFF,         HOST,   BOTH, true,  true",
    "SLOW,              HOST,   BOTH, false, false",
    "DATABASE_KILLED,   HOST,   BOTH, false, false",
    "DATABASE_FROZEN,   HOST,   BOTH, false, false",
    "BLACKOUT,          HOST,   BOTH, false, false",
    "MOVE,              LEADER, BOTH, true,  true",
    "EDIT,              HOST,   BOTH, false, false"
  })
  void anotherHostIsDemandedWhereTheHostIsTakenAway(
      FaultKind kind, Victim victim, Way way, boolean apart, boolean one) {
    assertThat(demand(kind, victim, way, APART).isPresent()).isEqualTo(apart);
    assertThat(demand(kind, victim, way, ONE).isPresent()).isEqualTo(one);
  }

  @Test
  void aPairDemandsNothingForItMayLeaveNobodyWhoCould() {
    Fault kill = new Fault(FaultKind.KILL, Victim.HOST, Way.BOTH);
    assertThat(Demand.of(plan(kill, kill), APART)).isEmpty();
  }

  @Test
  void silenceTakesALeaseLongerThanAnEndingAndALostLeaderAnElection() {
    long killed = demand(FaultKind.KILL, Victim.HOST, Way.BOTH, APART).orElseThrow().millis();
    long frozen = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, APART).orElseThrow().millis();
    long leader = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, ONE).orElseThrow().millis();
    assertThat(frozen - killed).isEqualTo(6_000 + 60 + 150);
    assertThat(leader - frozen).isEqualTo(3_000);
  }

  @Test
  void itIsMissingUntilAnotherServerHasStoredSamplesUnderAHigherFence() {
    Demand demand = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, APART).orElseThrow();
    assertThat(demand.missing(List.of())).get().asString().contains("no higher fence");
    assertThat(demand.missing(List.of(new Reign(8, "gamma", false)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "alpha", true)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "beta", false), new Reign(9, "gamma", true))))
        .isEmpty();
  }

  @Test
  void aMoveMustEndAtTheServerThatWasAskedFor() {
    Demand demand = demand(FaultKind.MOVE, Victim.HOST, Way.BOTH, APART).orElseThrow();
    assertThat(demand.missing(List.of(new Reign(8, "beta", true)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "gamma", true)))).isEmpty();
  }
}
