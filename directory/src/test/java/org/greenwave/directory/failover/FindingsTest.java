package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Facts;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.notice.NoticeKind;
import org.junit.jupiter.api.Test;

class FindingsTest {
  @Test
  void aHostWithoutItsDatabaseIsTheFindingAndNotItsStandbys() {
    Facts facts = hosted("alpha", "beta");
    assertThat(ofTheRole(report(facts, "beta", State.WARM, false)))
        .containsExactly(NoticeKind.DATABASE_LOST);
    assertThat(ofTheRole(report(facts, "beta", State.WARM, true)))
        .containsExactly(NoticeKind.DATABASE_LOST);
  }

  @Test
  void whoIsMissingForAnotherReasonIsToldAsWell() {
    assertThat(ofTheRole(hosted("alpha", "beta")))
        .containsExactly(NoticeKind.DATABASE_LOST, NoticeKind.NO_STANDBY);
    assertThat(ofTheRole(hosted("alpha")))
        .containsExactly(NoticeKind.DATABASE_LOST, NoticeKind.NO_STANDBY);
  }

  @Test
  void aHostThatWritesIsNoFinding() {
    Facts writes = report(hosted("alpha", "beta"), "alpha", State.ACTIVE, true);
    assertThat(ofTheRole(report(writes, "beta", State.WARM, true))).isEmpty();
  }

  private static Facts hosted(String... list) {
    return report(Facts.of(list).held("alpha", 1), "alpha", State.ACTIVE, false);
  }

  private static Facts report(Facts facts, String server, State state, boolean writable) {
    long fence = state == State.ACTIVE ? 1 : 0;
    return facts.beat(server, "1", new RoleReport(state, fence, writable, 0, "words"));
  }

  private static List<NoticeKind> ofTheRole(Facts facts) {
    return Findings.of(facts.situation()).stream()
        .filter(finding -> finding.about().equals("role tss"))
        .map(Finding::told)
        .flatMap(Optional::stream)
        .toList();
  }
}
