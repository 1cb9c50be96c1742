package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  sealed interface Why permits Gone, Passed {}

  sealed interface Passed extends Why permits NotYetWarm {}

  record Gone() implements Why {}

  record NotYetWarm() implements Passed {}

  enum Planted {
    LEASE;

    String key() {
      return "lease.millis";
    }

    String defaultValue() {
      return "600";
    }
  }

  @Test
  void everyReasonIsShownInAScenario() {
    List<String> scenarios =
        Project.below(Project.root().resolve("scenarios"), ".scenario").stream()
            .map(Project::text)
            .toList();
    Set<String> codes = Reasons.codes();
    Set<String> unseen = Reasons.unseen(codes, scenarios);
    System.out.printf(
        "%d scenarios show %d of %d reasons%n",
        scenarios.size(), codes.size() - unseen.size(), codes.size());
    assertThat(unseen).as("reasons that no transcript under scenarios/ shows").isEmpty();
  }

  @Test
  void theCodesAreThoseOfTheSealedType() {
    assertThat(Reasons.codes(Why.class)).containsExactly("gone", "not-yet-warm");
  }

  @Test
  void aReasonThatOnlyACommentShowsIsFound() {
    Set<String> codes = Set.of("gone", "not-yet-warm");
    String scenario = "# [gone]\n00:01 tss -> beta fence 2 [not-yet-warm] It was not.\n";
    assertThat(Reasons.unseen(codes, List.of(scenario))).containsExactly("gone");
  }

  @Test
  void theSettingsAreThoseOfTheEnum() throws ReflectiveOperationException {
    assertThat(Settings.of(Planted.class))
        .containsExactly(new Settings.Setting("lease.millis", "600"));
  }
}
