package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.greenwave.directory.audit.Difference;
import org.junit.jupiter.api.Test;

/** What the audit tells of changed settings. */
class SettingsDifferenceTest {
  @Test
  void eachChangedValueIsToldByItsPath() {
    assertThat(
            SettingsDifference.between(
                "{\"keepDays\":90,\"sources\":[{\"id\":\"a\",\"poll\":30},{\"id\":\"b\"}]}",
                "{\"keepDays\":60,\"sources\":[{\"id\":\"b\"},{\"id\":\"a\",\"poll\":30}],"
                    + "\"x\":true}"))
        .containsExactly(
            new Difference("settings/keepDays", "90", "60"),
            new Difference("settings/x", "", "true"));
  }

  @Test
  void aSecretIsToldToHaveChangedAndNothingElse() {
    String before = "{\"sources\":[{\"id\":\"a\",\"community\":\"public\"}]}";
    String after = "{\"sources\":[{\"id\":\"a\",\"community\":\"s3cret\"}],\"password\":\"p4ss\"}";
    assertThat(SettingsDifference.between(before, after))
        .containsExactly(
            new Difference("settings/password", "", "(hidden)"),
            new Difference("settings/sources/a/community", "(hidden)", "(changed)"));
    assertThat(SettingsDifference.between(after, before))
        .contains(new Difference("settings/password", "(hidden)", ""));
    assertThat(SettingsDifference.between(after, after)).isEmpty();
  }

  @Test
  void anEditOfTenThousandUnitsTakesNoMoreThanItsShare() {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(unit -> "{\"id\":\"u%d\",\"host\":\"10.0.0.1\"}".formatted(unit))
            .collect(Collectors.joining(",", "{\"units\":[", "]}"));
    assertThat(SettingsDifference.between("{}", many)).hasSize(50);
  }
}
