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

  @Test
  void aDirectoryServerThatTakesNoPartCountsForNoMajority() {
    Facts all = Facts.of("beta").warm("beta", "gamma");
    assertThat(sentences(all)).noneMatch(it -> it.contains("Directory"));
    assertThat(sentences(all.absent("gamma")))
        .contains(
            "2 of 3 Directory servers are up; the Directory would not survive another loss.",
            "gamma is heard, but takes no part in the Directory: alpha does not reach it at"
                + " gamma:2, or its log hangs or is far behind.");
  }

  @Test
  void oneThatIsNotHeardIsSaidToBeThatAndNothingElse() {
    assertThat(sentences(Facts.of("beta").warm("beta").absent("gamma")))
        .anyMatch(it -> it.equals("gamma is not heard from."))
        .noneMatch(it -> it.contains("takes no part"));
  }

  private static List<String> sentences(Facts facts) {
    return Findings.of(facts.situation()).stream().map(Finding::sentence).toList();
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
