package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Timing;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the leader makes of beats: freshness, leases, usability. */
class SightingsTest {
  private static final Facts HELD =
      Facts.of("alpha", "beta").warm("beta").held("alpha", 1).active("alpha", 1);

  private static Beat beat(String incarnation, long sequence, State state) {
    RoleReport report = new RoleReport(state, 1, true, 0, "words");
    return new Beat(
        "beta",
        incarnation,
        sequence,
        0,
        "0.1.0",
        Map.of("tss", "0.1.0"),
        Map.of("tss", report),
        Map.of());
  }

  @Test
  void aBeatThatWasOvertakenSaysNothing() {
    Facts facts = HELD.heard(beat("2", 10, State.ACTIVE));
    assertThat(facts.heard(beat("2", 9, State.REFUSING)).seen()).isEqualTo(facts.seen());
    assertThat(facts.heard(beat("2", 10, State.REFUSING)).seen()).isEqualTo(facts.seen());
    assertThat(facts.heard(beat("1", 99, State.REFUSING)).seen()).isEqualTo(facts.seen());
    assertThat(facts.heard(beat("3", 1, State.WARM)).seen()).isNotEqualTo(facts.seen());
  }

  @Test
  void anEndIsConclusiveWhenTwoHaveSeenItOrNobodyElseCould() {
    Facts facts = Facts.of("delta", "beta").warm("alpha").held("delta", 1).active("delta", 1);
    assertThat(ended(facts.sawEnd("alpha", "delta"))).as("alone").isTrue();
    assertThat(ended(facts.warm("beta").sawEnd("alpha", "delta"))).as("beta may see").isFalse();
    assertThat(ended(facts.sawEnd("beta", "delta"))).as("not the leader").isFalse();
    Facts both = facts.sawEnd("beta", "delta").sawEnd("alpha", "delta");
    assertThat(ended(both)).as("both").isTrue();
    assertThat(ended(both.warm("beta"))).as("beta takes it back").isFalse();
  }

  private static boolean ended(Facts facts) {
    return Standing.of(Facts.grant("delta", 1), facts.situation()) instanceof Standing.Ended;
  }

  @Test
  void aNewLeaderWaitsForLeasesOfTheOldOne() {
    Sightings leading = HELD.seen().leading(2, 3_000, 70_000);
    assertThat(leading.mayActUntilMillis("beta")).isEqualTo(70_000 + 3_000);
    assertThat(leading.answered("beta", 750, 75_000).mayActUntilMillis("beta"))
        .isEqualTo(75_000 + 750 + 7 + 150);
  }

  @Test
  void aRoleIsActiveSinceItWasCreatedOrActivated() {
    Facts off = HELD.activated(false);
    Facts on = off.activated(true);
    Sightings created = HELD.seen().learned(Directory.empty(), HELD.directory(), 60_000);
    assertThat(created.activeSinceMillis()).containsEntry("tss", 60_000L);
    Sightings assigned = created.learned(HELD.directory(), HELD.moving("beta", 2).directory(), 1);
    assertThat(assigned.activeSinceMillis()).containsEntry("tss", 60_000L);
    Sightings deactivated = created.learned(HELD.directory(), off.directory(), 70_000);
    assertThat(deactivated.activeSinceMillis()).isEmpty();
    assertThat(deactivated.learned(off.directory(), on.directory(), 80_000).activeSinceMillis())
        .containsEntry("tss", 80_000L);
  }

  @Test
  void aBarrierTellsHowLongTheLongestLeaseMayRun() {
    Sightings leading = HELD.seen().leading(2, 3_000, 70_000);
    assertThat(leading.longestLeaseMillis(List.of(), 71_000)).isEqualTo(2_000);
    assertThat(leading.longestLeaseMillis(List.of(), 80_000)).isZero();
    Beat plain = beat("1", 99, State.WARM);
    assertThat(leading.longestLeaseMillis(List.of(plain), 80_000)).isEqualTo(750 + 7 + 150);
    assertThat(leading.answered("beta", 750, 80_000).longestLeaseMillis(List.of(), 80_500))
        .isEqualTo(750 + 7 + 150 - 500);
  }

  @Test
  void aLeaseIsWithheldWhileItsHostIsBeingReplaced() {
    Beat plain = beat("1", 99, State.WARM);
    Facts moving = HELD.moving("beta", 2);
    assertThat(lease(plain, HELD.situation(), Set.of())).isEqualTo(750);
    assertThat(lease(plain, HELD.situation(), Set.of("tss"))).isEqualTo(750);
    assertThat(lease(plain, moving.situation(), Set.of("tss"))).isZero();
    assertThat(lease(plain, moving.situation(), Set.of())).isEqualTo(750);
    Beat host = new Beat("alpha", "1", 99, 1_000, "0.1.0", Map.of(), Map.of(), Map.of());
    assertThat(lease(host, HELD.situation(), Set.of())).isEqualTo(3_000);
    assertThat(lease(host, HELD.situation(), Set.of("tss"))).isZero();
    assertThat(lease(host, moving.situation(), Set.of())).isEqualTo(3_000);
    assertThat(lease(host, moving.after(3_100).situation(), Set.of())).isZero();
  }

  private static long lease(Beat beat, Situation situation, Set<String> deciding) {
    return Leases.answer(beat, situation, deciding, Long.MAX_VALUE);
  }

  /** Or the next leader would not wait for it. */
  @Test
  void noLeaseIsLongerThanItsBarrierHasTold() {
    Beat plain = beat("1", 99, State.WARM);
    long told = HELD.seen().longestLeaseMillis(List.of(plain), 60_000);
    Timings longer = Timing.changed(Timings.DEFAULT, Map.of("leaseMillis", 1_200L));
    Situation before = HELD.situation();
    Situation edited =
        new Situation(
            before.directory(), before.sightings().timed(longer), before.nowMillis(), before.at());
    assertThat(Leases.answer(plain, before, Set.of(), told)).isEqualTo(750);
    assertThat(Leases.answer(plain, edited, Set.of(), told)).isZero();
    assertThat(lease(plain, edited, Set.of())).isEqualTo(1_200);
  }

  @ParameterizedTest(name = "{0} after a host with {1}: {2}")
  @CsvSource({
    "0.1.0, 0.1.9, usable",
    "0.1.0, 0.2.0, usable",
    "0.1.0, 0.3.0, plugin-incompatible",
    "0.9.0, 1.0.0, plugin-incompatible",
    "1.0.0, 0.9.0, usable",
    "0.4.0, 0.1.0, usable",
    "nonsense, 0.2.0, plugin-incompatible"
  })
  void aPluginMustReadWhatTheLastHostWrote(String own, String host, String expected) {
    Facts facts = HELD.heard(with("alpha", host)).heard(with("beta", own));
    assertThat(
            Usability.skip(facts.role(), "beta", facts.situation())
                .map(Reason::code)
                .orElse("usable"))
        .isEqualTo(expected);
  }

  private static Beat with(String server, String version) {
    RoleReport report = new RoleReport(State.WARM, 0, true, 0, "words");
    return new Beat(
        server, "1", 70_000, 0, "0.1.0", Map.of("tss", version), Map.of("tss", report), Map.of());
  }

  @Test
  void theEndOfALaterRunIsTheEndOfTheOneThatWasHeard() {
    Facts facts =
        Facts.of("alpha", "beta").warm("beta").beat("alpha", "1", Map.of(), Map.of("beta", "2"));
    assertThat(facts.seen().seemsEnded("beta")).isTrue();
    assertThat(facts.beat("alpha", "1", Map.of(), Map.of("beta", "0")).seen().seemsEnded("beta"))
        .isFalse();
  }
}
