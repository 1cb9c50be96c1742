package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A hand-over from alpha to beta, with gamma as the third on the list. */
class HandOverTest {
  private static final Facts MOVING =
      Facts.of("alpha", "beta", "gamma")
          .warm("beta", "gamma")
          .held("alpha", 1)
          .active("alpha", 1)
          .moving("beta", 2);

  static Stream<Arguments> cases() {
    return Stream.of(
        on("both are at it", MOVING.beat("alpha", State.STOPPING, 1), "move-under-way"),
        on("the next host is active", MOVING.active("beta", 2), "completed"),
        on("the old host has let go", MOVING.beat("alpha", State.WARM, 1), "completed"),
        on("the old host restarted", MOVING.beat("alpha", "2", Map.of(), Map.of()), "completed"),
        on(
            "the next host restarted",
            MOVING.beat("beta", "2", Map.of(), Map.of()),
            "alpha move-unfinished"),
        on(
            "the next host refuses it",
            MOVING.beat("beta", State.REFUSING, 2),
            "alpha move-unfinished"),
        on(
            "neither can",
            MOVING.beat("alpha", State.WARM, 1).beat("beta", State.REFUSING, 2),
            "alpha move-unfinished"),
        on(
            "neither can, and the old host is in maintenance",
            maintained().beat("alpha", State.WARM, 1).beat("beta", State.REFUSING, 2),
            "alpha move-unfinished"),
        on(
            "the old host let go and the next may act unheard",
            MOVING.leased("beta").after(850).beat("alpha", State.WARM, 1),
            "move-under-way"),
        on("the old host hangs, its lease still running", late().leased("alpha"), "move-under-way"),
        on("the old host hangs without a lease", late(), "beta move-unfinished"));
  }

  private static Facts maintained() {
    Grant plain = Facts.grant("beta", 2);
    GrantReason reason = new GrantReason.HostInMaintenance("alpha", "beta");
    Grant pending = new Grant("tss", "beta", "1", 2, plain.term(), plain.at(), reason);
    return Facts.of("alpha", "beta")
        .warm("beta")
        .held("alpha", 1)
        .active("alpha", 1)
        .change(new Change.MaintenanceSet("alpha", true, "", "anna"))
        .change(new Change.MoveBegun(pending, 1));
  }

  private static Facts late() {
    return MOVING.after(3_200).beat("alpha", State.STOPPING, 1).warm("beta");
  }

  private static Arguments on(String name, Facts facts, String expected) {
    return Arguments.of(Named.of(name, facts), expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void decides(Facts facts, String expected) {
    Decision decision = Failover.decide(facts.situation()).getFirst();
    String code = decision.reason().code();
    String said =
        decision
            .change()
            .map(change ->
                change instanceof Change.GrantIssued(var grant, _)
                    ? grant.server() + " " + code
                    : "completed")
            .orElse(code);
    assertThat(said).isEqualTo(expected);
    decision.change().ifPresent(change -> assertThat(facts.refused(change)).isEqualTo("accepted"));
  }
}
