package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Facts;
import org.greenwave.directory.LeftDatabase;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Test;

/** What becomes of the databases that a role has left. */
class SealingTest {
  private static final String FIRST = "jdbc:postgresql://db/g";
  private static final String SECOND = "jdbc:postgresql://second/g";
  private static final String THIRD = "jdbc:postgresql://third/g";
  private static final Facts HELD = Facts.of("alpha", "beta").held("alpha", 1);

  private static List<String> left(Facts facts) {
    return facts.directory().left("tss").stream().map(left -> left.database().url()).toList();
  }

  @Test
  void whatARoleLeavesIsRememberedWithItsFence() {
    LeftDatabase left = HELD.database(SECOND).directory().left("tss").getFirst();
    assertThat(left.database().url()).isEqualTo(FIRST);
    assertThat(left.fence()).isEqualTo(1);
    assertThat(left.roleVersion()).isEqualTo(1);
    Facts moving = HELD.moving("beta", 2).database(SECOND);
    assertThat(moving.directory().left("tss").getFirst().fence()).isEqualTo(2);
  }

  @Test
  void aRoleThatWasNeverGrantedOrStaysOrComesBackLeavesNothing() {
    assertThat(left(Facts.of("alpha").database(SECOND))).isEmpty();
    assertThat(left(HELD.database(FIRST))).isEmpty();
    assertThat(left(HELD.database(SECOND).database(THIRD))).containsExactly(FIRST, SECOND);
    assertThat(left(HELD.database(SECOND).database(FIRST))).containsExactly(SECOND);
    assertThat(left(HELD.database(SECOND).database(FIRST).database(SECOND))).containsExactly(FIRST);
  }

  /** Only what it had sealed by then: the role may have left another one since. */
  @Test
  void whatTheHostHasSealedIsRecordedOnce() {
    Facts twice = HELD.database(SECOND).held("alpha", 2).database(THIRD).held("alpha", 3);
    assertThat(Sealing.sealed(twice.active("alpha", 3).situation())).isEmpty();
    assertThat(Sealing.sealed(says(twice, State.STARTING, 2).situation())).isEmpty();
    Facts one = says(twice, State.ACTIVE, 1);
    Change first = new Change.DatabaseSealed("tss", 1);
    assertThat(Sealing.sealed(one.situation())).contains(first);
    Facts recorded = one.change(first);
    assertThat(left(recorded)).containsExactly(SECOND);
    assertThat(Sealing.sealed(recorded.situation())).isEmpty();
    Facts both = says(recorded, State.ACTIVE, 2);
    Change second = Sealing.sealed(both.situation()).orElseThrow();
    Directory after = both.change(second).directory();
    assertThat(after.left()).isEmpty();
    assertThat(after.history().getLast().sentence())
        .isEqualTo(
            "The role has left its database at jdbc:postgresql://second/g, and nothing is written"
                + " there any more by a server that is cut off.");
    assertThat(both.change(second).change(second).directory().history()).isEqualTo(after.history());
  }

  private static Facts says(Facts facts, State state, long version) {
    long fence = facts.directory().assignment("tss").fence();
    return facts.beat("alpha", "1", new RoleReport(state, fence, true, 0, "", version));
  }

  @Test
  void whatCannotBeSealedIsSaidAndAPersonMayGiveItUp() {
    Facts working = HELD.database(SECOND).held("alpha", 2).active("alpha", 2);
    assertThat(unsealed(working)).isEmpty();
    Facts later = working;
    for (int second = 0; second < 11; second++) {
      for (int beat = 0; beat < 2; beat++) {
        later = later.active("alpha", 2).after(500);
      }
    }
    assertThat(unsealed(later.active("alpha", 2)).orElseThrow())
        .isEqualTo(
            "tss has left its database at jdbc:postgresql://db/g, which is not sealed: a server"
                + " that is cut off could write there still.");
    Facts reset = later.change(new Change.GuardReset("tss", "anna"));
    assertThat(left(reset)).isEmpty();
    assertThat(reset.directory().history().getLast().sentence()).contains("has left");
  }

  private static Optional<String> unsealed(Facts facts) {
    return Findings.of(facts.situation()).stream()
        .map(Finding::sentence)
        .filter(sentence -> sentence.contains("sealed"))
        .findFirst();
  }

  @Test
  void aDeletedRoleHasLeftNothing() {
    Facts deleted = HELD.database(SECOND).change(new Change.RoleDeleted("tss", 2, "anna"));
    assertThat(deleted.directory().left()).isEmpty();
    assertThat(deleted.directory().assignment("tss")).isInstanceOf(Assignment.Vacant.class);
  }
}
