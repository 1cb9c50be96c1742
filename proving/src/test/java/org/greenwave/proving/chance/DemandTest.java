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
    "STOP,              HOST,   BOTH, true,  true",
    "STOP,              LEADER, BOTH, false, true",
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
    "LOSE,              HOST,   BOTH, false, false",
    "DATABASE_KILLED,   HOST,   BOTH, false, false",
    "DATABASE_FROZEN,   HOST,   BOTH, false, false",
    "DISK_FULL,         HOST,   BOTH, false, false",
    "DATABASE_FULL,     HOST,   BOTH, false, false",
    "BLACKOUT,          HOST,   BOTH, false, false",
    "MOVE,              LEADER, BOTH, true,  true",
    "EDIT,              HOST,   BOTH, false, false"
  })
  void anotherHostIsDemandedWhereTheHostIsTakenAway(
      FaultKind kind, Victim victim, Way way, boolean apart, boolean one) {
    assertThat(demand(kind, victim, way, APART).isPresent()).isEqualTo(apart);
    assertThat(demand(kind, victim, way, ONE).isPresent()).isEqualTo(one);
  }

  private static final Fault KILL = new Fault(FaultKind.KILL, Victim.HOST, Way.BOTH);

  @ParameterizedTest
  @CsvSource({
    "EDIT,            HOST,  true",
    "FREEZE,          HOST,  true",
    "MOVE,            HOST,  true",
    "FREEZE,          OTHER, false",
    "SLOW,            OTHER, false",
    "DATABASE_KILLED, HOST,  false",
    "DATABASE_FROZEN, HOST,  false"
  })
  void aPairDemandsAnotherHostAsLongAsItLeavesAMajorityAndTheDatabase(
      FaultKind beside, Victim victim, boolean demanded) {
    Fault second = new Fault(beside, victim, Way.BOTH);
    assertThat(Demand.of(plan(KILL, second), APART).isPresent()).isEqualTo(demanded);
    assertThat(Demand.of(plan(second, KILL), APART).isPresent()).isEqualTo(demanded);
  }

  @Test
  void whomPeopleAskedForNeedNotFollowWhereTheHostDiesMeanwhile() {
    Fault move = new Fault(FaultKind.MOVE, Victim.HOST, Way.BOTH);
    Demand demand = Demand.of(plan(move, KILL), APART).orElseThrow();
    assertThat(demand.missing(List.of(new Reign(8, "beta", true)))).isEmpty();
  }

  @Test
  void aMoveToAServerThatIsHurtNeedNotCome() {
    Fault move = new Fault(FaultKind.MOVE, Victim.HOST, Way.BOTH);
    Fault cut = new Fault(FaultKind.CUT_FROM_LEADER, Victim.OTHER, Way.BOTH);
    assertThat(Demand.of(plan(cut, move), ONE)).isEmpty();
    assertThat(Demand.of(plan(move, cut), ONE)).isEmpty();
  }

  @Test
  void aFewRoundsLoseTheHostInEachWayWhateverTheSeed() {
    for (long seed = 1; seed < 20; seed++) {
      List<Plan> few = Plan.few(seed, 8);
      assertThat(few).filteredOn(it -> it.faults().size() == 1).hasSize(4);
      assertThat(few)
          .filteredOn(it -> it.faults().size() == 1)
          .allMatch(it -> Demand.of(it, APART).isPresent());
    }
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
