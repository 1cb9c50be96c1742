package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.RoleGuard;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Test;

class GuardingTest {
  /** The process on beta ended while it started the role, and has not come back. */
  private static Facts ended() {
    return Facts.of("beta", "alpha", "gamma")
        .warm("alpha", "beta", "gamma")
        .held("beta", 1)
        .beat("beta", State.STARTING, 1)
        .sawEnd("alpha", "beta")
        .sawEnd("gamma", "beta");
  }

  private static Facts recorded(Facts facts) {
    return facts.change(Guarding.ending(facts.situation()).orElseThrow());
  }

  @Test
  void anEndingThatAPersonHasForgivenIsNotRecordedAnew() {
    Facts known = recorded(ended());
    assertThat(Guarding.ending(known.situation())).isEmpty();
    Facts reset = known.change(new Change.GuardReset("tss", "anna"));
    assertThat(Guarding.ending(reset.situation())).isEmpty();
    RoleGuard guard = reset.directory().guard("tss");
    assertThat(guard.endings()).isEmpty();
    assertThat(guard.heldBack()).isFalse();
  }

  @Test
  void whatIsForgivenDoesNotCountWithTheNext() {
    Facts reset = recorded(ended()).change(new Change.GuardReset("tss", "anna"));
    Facts again = reset.change(new Change.ServerEnded("tss", "gamma", "1-gamma"));
    assertThat(again.directory().guard("tss").heldBack()).isFalse();
    Facts third = again.change(new Change.ServerEnded("tss", "alpha", "1-alpha"));
    assertThat(third.directory().guard("tss").heldBack()).isTrue();
  }

  @Test
  void theGuardGoesWithItsRole() {
    Facts known = recorded(ended());
    Facts deleted = known.change(new Change.RoleDeleted("tss", known.role().version(), "anna"));
    assertThat(deleted.directory().guards()).isEmpty();
    assertThat(Guarding.ending(deleted.situation())).isEmpty();
  }
}
