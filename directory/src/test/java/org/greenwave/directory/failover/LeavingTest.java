package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Test;

/** What a server that is being stopped hands on; alpha leads. */
class LeavingTest {
  private static Facts hosted() {
    return Facts.of("beta", "gamma").held("beta", 1).active("beta", 1).leased("beta").warm("gamma");
  }

  private static Facts leaving(Facts facts, String server, State state, long fence) {
    RoleReport report = new RoleReport(state, fence, true, 0, "words");
    Map<String, RoleReport> reports = Map.of("tss", report);
    return facts.heard(
        new Beat(
                server,
                "1",
                facts.sequence(),
                0,
                "0.1.0",
                Map.of("tss", "0.1.0"),
                reports,
                Map.of())
            .leaving(true));
  }

  private static Decision decided(Facts facts) {
    return Failover.decide(facts.situation()).getFirst();
  }

  private static boolean waits(String server, Facts facts) {
    return Leaving.waits(server, facts.situation(), server.equals("alpha"));
  }

  @Test
  void aHostsRoleIsMovedAndItWaitsForThat() {
    Facts leaves = leaving(hosted(), "beta", State.ACTIVE, 1);
    Decision decision = decided(leaves);
    assertThat(decision.change().orElseThrow()).isInstanceOf(Change.MoveBegun.class);
    assertThat(decision.reason()).isInstanceOf(GrantReason.HostLeaving.class);
    assertThat(decision.reason().sentence())
        .isEqualTo("gamma takes over because beta is being stopped.");
    assertThat(waits("beta", leaves)).isTrue();
    assertThat(waits("beta", leaves.moving("gamma", 2))).as("on its way").isTrue();
  }

  @Test
  void whatItHasNobodyElseCanHaveItDoesNotWaitFor() {
    Facts alone = Facts.of("beta").held("beta", 1).active("beta", 1).leased("beta");
    Facts leaves = leaving(alone, "beta", State.ACTIVE, 1);
    assertThat(decided(leaves).change()).isEmpty();
    assertThat(waits("beta", leaves)).isFalse();
    assertThat(waits("gamma", hosted())).as("it hosts nothing").isFalse();
  }

  @Test
  void whoIsBeingStoppedGetsNothing() {
    Facts both = leaving(hosted(), "gamma", State.WARM, 0);
    assertThat(decided(leaving(both, "beta", State.ACTIVE, 1)).change()).isEmpty();
    assertThat(Usability.skip(both.role(), "gamma", both.situation()).orElseThrow().sentence())
        .isEqualTo("gamma is being stopped");
  }

  @Test
  void whatIsOnItsWayToItIsWaitedForAndHandedOn() {
    Facts moving = Facts.of("beta", "gamma", "delta").held("beta", 1).active("beta", 1);
    Facts leaves =
        leaving(moving.warm("gamma", "delta").moving("gamma", 2), "gamma", State.WARM, 0);
    assertThat(waits("gamma", leaves)).isTrue();
  }

  @Test
  void theLeadIsHandedOnOnceNoRoleIsOnItsWay() {
    Facts leaves = leaving(hosted(), "alpha", State.WARM, 0);
    assertThat(waits("alpha", leaves)).isTrue();
    assertThat(Leading.successor(leaves.situation(), _ -> true)).isPresent();
    assertThat(Leading.successor(hosted().situation(), _ -> true)).isEmpty();
  }

  @Test
  void aServerThatSeesNobodyGoesByTheDirectory() {
    assertThat(Leaving.waits("beta", hosted().directory(), true)).isTrue();
    assertThat(Leaving.waits("beta", hosted().directory(), false)).as("cut off").isFalse();
    assertThat(Leaving.waits("gamma", hosted().directory(), true)).isFalse();
    assertThat(Leaving.waits("gamma", hosted().moving("gamma", 2).directory(), true)).isTrue();
  }
}
