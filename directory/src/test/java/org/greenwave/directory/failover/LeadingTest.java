package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.junit.jupiter.api.Test;

/** When leadership is handed on; alpha leads, and is in maintenance. */
class LeadingTest {
  /** Beta hosts the role and has just been given a lease. */
  private static Facts hosted() {
    return Facts.of("beta", "gamma")
        .change(new Change.MaintenanceSet("alpha", true, "new memory", "anna"))
        .held("beta", 1)
        .active("beta", 1)
        .leased("beta")
        .warm("gamma");
  }

  private static Optional<String> successor(Situation situation) {
    return Leading.successor(situation, _ -> true);
  }

  @Test
  void whoHasDeclinedIsPassedOver() {
    Facts facts = hosted();
    assertThat(Leading.successor(facts.situation(), "gamma"::equals)).contains("gamma");
    assertThat(Leading.successor(facts.situation(), "beta"::equals)).contains("beta");
    assertThat(Leading.successor(facts.situation(), _ -> false)).isEmpty();
  }

  @Test
  void aLeaderInMaintenanceGivesWay() {
    assertThat(successor(hosted().situation())).isPresent();
    Facts later = hosted().after(300).warm("gamma");
    assertThat(successor(later.situation())).as("a beat may be late").isPresent();
  }

  /** The next leader would count its lease from its own beginning, and the role wait longer. */
  @Test
  void notWhileTheHostIsSilentAndItsLeaseRuns() {
    Facts silent = hosted().after(500).warm("gamma");
    assertThat(successor(silent.situation())).isEmpty();
    assertThat(successor(silent.active("beta", 1).leased("beta").situation())).isPresent();
    Facts ranOut = silent.after(1_000).warm("gamma");
    assertThat(successor(ranOut.situation())).as("it is decided now").contains("gamma");
  }

  @Test
  void notToOneWhoseLogIsNotReached() {
    Facts facts = hosted().absent("beta");
    assertThat(successor(facts.situation())).contains("gamma");
    assertThat(Leading.asked("beta", facts.situation())).isPresent();
    assertThat(Leading.asked("gamma", facts.situation())).isEmpty();
  }

  @Test
  void notWhileARoleIsHandedOverUnlessTheLeaderIsRemoved() {
    Facts moving = hosted().moving("gamma", 2);
    assertThat(successor(moving.situation())).isEmpty();
    Facts removed = moving.change(new Change.ServerRemoved("alpha", "anna"));
    assertThat(successor(removed.situation())).as("it would hear of no end of it").isPresent();
  }

  @Test
  void notWhileOneWatcherAloneHasSeenTheHostEnd() {
    Facts doubtful = hosted().sawEnd("gamma", "beta");
    assertThat(successor(doubtful.situation())).isEmpty();
  }
}
