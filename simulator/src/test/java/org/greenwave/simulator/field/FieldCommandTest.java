package org.greenwave.simulator.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of the field. */
class FieldCommandTest {
  @Test
  void takesWhatIsGivenAndTheDefaultForTheRest() {
    assertThat(FieldCommand.options(List.of())).isEqualTo(FieldOptions.DEFAULT);
    assertThat(options("--units 70 --base-port 20000 --period 5 --journal j --time-lapse 144"))
        .isEqualTo(
            new FieldOptions(
                70,
                "127.0.0.1",
                20_000,
                5,
                1,
                144,
                true,
                0,
                Optional.of(Path.of("j")),
                Optional.empty()));
    assertThat(options("--host 10.0.0.1 --seed -3 --outages false --misbehaving 2 --settings s"))
        .isEqualTo(
            new FieldOptions(
                60,
                "10.0.0.1",
                16_100,
                2,
                -3,
                1,
                false,
                2,
                Optional.empty(),
                Optional.of(Path.of("s"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--units 0",
        "--units many",
        "--units 99999999999",
        "--base-port -1",
        "--base-port 65500",
        "--period 0",
        "--time-lapse NaN",
        "--misbehaving 61",
        "--outages maybe",
        "--host no/address",
        "--unknown 1",
        "--units"
      })
  void refusesWhatCannotBe(String words) {
    assertThatIllegalArgumentException().isThrownBy(() -> options(words));
    assertThat(FieldCommand.run(List.of(words.split(" ")))).isEqualTo(2);
  }

  private static FieldOptions options(String words) {
    return FieldCommand.options(List.of(words.split(" ")));
  }
}
