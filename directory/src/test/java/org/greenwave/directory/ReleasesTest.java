package org.greenwave.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasesTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "0.1.0, 0.1.0, true",
    "0.1.0, 0.1.9, true",
    "0.1.0, 0.2.0, true",
    "0.2.3, 0.1.0, true",
    "0.1.0, 0.3.0, false",
    "1.0.0, 0.9.0, false",
    "1.4, 1.5.0-rc1, true",
    "nonsense, nonsense, true",
    "nonsense, 0.1.0, false",
    "'', 0.1.0, false",
    "99999999.1.0, 0.1.0, false"
  })
  void adjacent(String one, String other, boolean adjacent) {
    assertThat(Releases.adjacent(one, other)).isEqualTo(adjacent);
    assertThat(Releases.adjacent(other, one)).isEqualTo(adjacent);
    assertThat(Releases.unreadable(one, other).isEmpty()).isEqualTo(adjacent);
  }
}
