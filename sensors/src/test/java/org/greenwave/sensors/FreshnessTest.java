package org.greenwave.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
  @ParameterizedTest
  @CsvSource({
    // period, age in seconds (-1: never), expected with stale 90 s and no data 300 s
    "30, -1, UNKNOWN",
    "30, 0, OK",
    "30, 90, OK",
    "30, 91, STALE",
    "30, 300, STALE",
    "30, 301, NO_DATA",
    "300, 899, OK",
    "300, 901, STALE",
    "300, 3001, NO_DATA",
    "30, -60, OK",
    "30, -61, STALE",
    "30, -500, STALE",
    "5, -15, OK",
    "5, -16, STALE"
  })
  void judgesByAgeButNeverBetweenTwoSamples(int period, int age, Freshness expected) {
    long now = 1_000_000_000L;
    long last = age == -1 ? 0 : now - age * 1000L;
    assertThat(Freshness.of(last, now, Freshness.Limits.of(period, 90, 300))).isEqualTo(expected);
  }
}
