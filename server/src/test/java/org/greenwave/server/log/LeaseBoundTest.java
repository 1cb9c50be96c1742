package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseBoundTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final LeaseBound bound = new LeaseBound(6_210, now::get);

  @Test
  void aProcessThatHasReadNothingAssumesTheLongestLease() {
    assertThat(bound.remainingMillis()).isEqualTo(6_210 + 62);
  }

  @Test
  void theLatestBarrierTellsItBest() {
    bound.committed(1_000);
    assertThat(bound.remainingMillis()).isEqualTo(1_010);
    now.addAndGet(600);
    assertThat(bound.remainingMillis()).isEqualTo(410);
    now.addAndGet(600);
    assertThat(bound.remainingMillis()).isZero();
  }
}
