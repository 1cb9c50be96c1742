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
  void another_host_is_demanded_where_the_host_is_taken_away(
      FaultKind kind, Victim victim, Way way, boolean apart, boolean one) {
    assertThat(demand(kind, victim, way, APART).isPresent()).isEqualTo(apart);
    assertThat(demand(kind, victim, way, ONE).isPresent()).isEqualTo(one);
  }

  @Test
  void a_pair_demands_nothing_for_it_may_leave_nobody_who_could() {
    Fault kill = new Fault(FaultKind.KILL, Victim.HOST, Way.BOTH);
    assertThat(Demand.of(plan(kill, kill), APART)).isEmpty();
  }

  @Test
  void silence_takes_a_lease_longer_than_an_ending_and_a_lost_leader_an_election() {
    long killed = demand(FaultKind.KILL, Victim.HOST, Way.BOTH, APART).orElseThrow().millis();
    long frozen = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, APART).orElseThrow().millis();
    long leader = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, ONE).orElseThrow().millis();
    assertThat(frozen - killed).isEqualTo(6_000 + 60 + 150);
    assertThat(leader - frozen).isEqualTo(3_000);
  }

  @Test
  void it_is_missing_until_another_server_has_stored_samples_under_a_higher_fence() {
    Demand demand = demand(FaultKind.FREEZE, Victim.HOST, Way.BOTH, APART).orElseThrow();
    assertThat(demand.missing(List.of())).get().asString().contains("no higher fence");
    assertThat(demand.missing(List.of(new Reign(8, "gamma", false)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "alpha", true)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "beta", false), new Reign(9, "gamma", true))))
        .isEmpty();
  }

  @Test
  void a_move_must_end_at_the_server_that_was_asked_for() {
    Demand demand = demand(FaultKind.MOVE, Victim.HOST, Way.BOTH, APART).orElseThrow();
    assertThat(demand.missing(List.of(new Reign(8, "beta", true)))).isPresent();
    assertThat(demand.missing(List.of(new Reign(8, "gamma", true)))).isEmpty();
  }
}
