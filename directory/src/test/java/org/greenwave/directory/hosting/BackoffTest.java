package org.greenwave.directory.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(2_000, 30_000);

  @Test
  void itDoublesUpToItsLimit() {
    assertThat(backoff.millis(0)).isEqualTo(2_000);
    assertThat(backoff.millis(3)).isEqualTo(16_000);
    assertThat(backoff.millis(4)).isEqualTo(30_000);
    assertThat(backoff.millis(1_000_000)).isEqualTo(30_000);
  }
}
