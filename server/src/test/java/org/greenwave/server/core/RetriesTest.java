package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final long LONGEST_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 1_000;
  private final Retries retries = new Retries(PAUSE_MILLIS, LONGEST_MILLIS);

  @Test
  void whatFailsIsTriedEverMoreSeldom() {
    assertThat(retries.due("beta", "1-a", 0)).isTrue();
    assertThat(retries.failed("beta", "1-a", 0)).isEqualTo(PAUSE_MILLIS);
    assertThat(retries.due("beta", "1-a", PAUSE_MILLIS - 1)).isFalse();
    assertThat(retries.due("beta", "1-a", PAUSE_MILLIS)).isTrue();
    assertThat(retries.failed("beta", "1-a", 0)).isEqualTo(2 * PAUSE_MILLIS);
    for (int more = 0; more < 100; more++) {
      retries.failed("beta", "1-a", 0);
    }
    assertThat(retries.failed("beta", "1-a", 0)).isEqualTo(LONGEST_MILLIS);
    assertThat(retries.due("beta", "1-a", LONGEST_MILLIS)).isTrue();
  }

  @Test
  void anotherServerMayBeTriedMeanwhile() {
    retries.failed("beta", "1-a", 0);
    assertThat(retries.due("gamma", "1-b", 0)).isTrue();
  }

  @Test
  void anotherRunOfTheServerBeginsAnew() {
    retries.failed("beta", "1-a", 0);
    retries.failed("beta", "1-a", 0);
    assertThat(retries.due("beta", "2-c", 0)).isTrue();
    assertThat(retries.failed("beta", "2-c", 0)).isEqualTo(PAUSE_MILLIS);
  }

  @Test
  void whatHasSucceededBeginsAnew() {
    retries.failed("beta", "1-a", 0);
    retries.succeeded("beta");
    assertThat(retries.due("beta", "1-a", 0)).isTrue();
    assertThat(retries.failed("beta", "1-a", 0)).isEqualTo(PAUSE_MILLIS);
  }
}
