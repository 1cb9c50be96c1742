package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Test;

/** A better server that looks well and cannot start the role: beta hosts, alpha is to. */
class SetbacksTest {
  private static final Facts HOSTED =
      Facts.of("alpha", "beta").held("beta", 1).active("beta", 1).edited(forced());

  private static Change.RoleEdit forced() {
    return new Change.RoleEdit(
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void eachReturnThatCameToNothingDoublesTheWaitForTheNext() {
    Facts facts = HOSTED;
    for (long needed : List.of(10_000, 20_000, 40_000)) {
      Facts settled = healthyFor(facts, needed - 2_000);
      assertThat(code(settled)).isEqualTo("better-server-settling");
      settled = healthyFor(facts, needed + 2_000);
      assertThat(code(settled)).isEqualTo("higher-priority");
      facts = inVain(settled);
    }
  }

  @Test
  void aReturnThatAPersonUndidCountsNothing() {
    Facts facts = healthyFor(HOSTED, 11_000);
    long fence = facts.directory().assignment("tss").fence();
    facts =
        facts
            .moving("alpha", fence + 1)
            .change(new Change.MoveCompleted("tss", fence + 1))
            .moving("beta", fence + 2)
            .change(new Change.MoveCompleted("tss", fence + 2));
    assertThat(code(healthyFor(facts, 11_000))).isEqualTo("higher-priority");
  }

  @Test
  void maintenanceWaitsForAServerThatCouldNotTakeOver() {
    Facts facts = Facts.of("alpha", "beta").held("alpha", 1).warm("beta").active("alpha", 1);
    facts = facts.change(new Change.MaintenanceSet("alpha", true, "", "anna"));
    assertThat(code(facts)).isEqualTo("host-in-maintenance");
    facts = facts.moving("beta", 2).held("alpha", 3).beat("beta", State.REFUSING, 2);
    facts = facts.after(50).warm("beta").active("alpha", 3);
    assertThat(code(facts)).isEqualTo("maintenance-waits");
    assertThat(Failover.decide(facts.situation()).getFirst().reason().sentence())
        .contains("beta did not keep the role (once within an hour)");
    for (int beats = 0; beats < 220; beats++) {
      facts = facts.after(100).warm("beta").active("alpha", 3);
    }
    assertThat(code(facts)).isEqualTo("host-in-maintenance");
  }

  @Test
  void aPersonsResetForgetsThem() {
    Facts facts = inVain(healthyFor(HOSTED, 11_000));
    facts = facts.change(new Change.GuardReset("tss", "anna"));
    assertThat(code(healthyFor(facts, 11_000))).isEqualTo("higher-priority");
  }

  @Test
  void aHostThatHasLostItsDatabaseDoesNotWaitForTheOnlyOther() {
    assertThat(withoutDatabase(betaFailed("alpha", "beta"), "beta")).isEqualTo("host-failed beta");
  }

  @Test
  void itGoesToOneThatDidNotFailWhereThereIsOne() {
    assertThat(withoutDatabase(betaFailed("alpha", "beta", "gamma"), "beta", "gamma"))
        .isEqualTo("host-failed gamma");
  }

  @Test
  void itDoesNotWaitInMaintenanceEither() {
    Facts maintained =
        betaFailed("alpha", "beta").change(new Change.MaintenanceSet("alpha", true, "", "anna"));
    assertThat(withoutDatabase(maintained, "beta")).isEqualTo("host-in-maintenance beta");
  }

  @Test
  void aMoveThatTheOldHostNeverLetGoOfSaysNothingAgainstTheNext() {
    Facts hung = Facts.of("alpha", "beta").held("alpha", 1).warm("beta").active("alpha", 1);
    hung = hung.moving("beta", 2).held("beta", 3).active("beta", 3).moving("alpha", 4);
    hung = hung.change(new Change.MoveCompleted("tss", 4)).beat("beta", State.REFUSING, 3);
    hung = hung.after(50).warm("beta").active("alpha", 4);
    hung = hung.change(new Change.MaintenanceSet("alpha", true, "", "anna"));
    assertThat(code(hung)).isEqualTo("host-in-maintenance");
  }

  /** Alpha hosts, and a move to beta has come to nothing. */
  private static Facts betaFailed(String... list) {
    Facts facts = Facts.of(list).held("alpha", 1).warm("beta").active("alpha", 1);
    return facts.moving("beta", 2).held("alpha", 3).beat("beta", State.REFUSING, 2);
  }

  /** What is decided once alpha has not been able to write for a while, and the others have. */
  private static String withoutDatabase(Facts facts, String... others) {
    Facts later = facts;
    for (int beats = 0; beats < 60; beats++) {
      RoleReport lost = new RoleReport(State.ACTIVE, 3, false, 0, "words");
      later = later.after(100).warm(others).beat("alpha", "1", lost);
    }
    Decision decision = Failover.decide(later.situation()).getFirst();
    String next =
        decision.change().map(change -> ((Change.MoveBegun) change).pending().server()).orElse("");
    return decision.reason().code() + " " + next;
  }

  /** Alpha, better and refusing a moment ago, is warm for a while. */
  private static Facts healthyFor(Facts facts, long millis) {
    long fence = facts.directory().assignment("tss").fence();
    Facts later = facts.beat("alpha", State.REFUSING, 0);
    for (long passed = 0; passed < millis; passed += 200) {
      later = later.after(200).warm("alpha").active("beta", fence);
    }
    return later;
  }

  /** The role is moved to alpha, which fails, and back. */
  private static Facts inVain(Facts facts) {
    long fence = facts.directory().assignment("tss").fence();
    Facts back = facts.moving("alpha", fence + 1).held("beta", fence + 2);
    assertThat(back.directory().assignment("tss")).isInstanceOf(Assignment.Held.class);
    return back;
  }

  private static String code(Facts facts) {
    return Failover.decide(facts.situation()).getFirst().reason().code();
  }
}
