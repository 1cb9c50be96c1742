package org.greenwave.tss.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpareTest {
  private final AtomicInteger made = new AtomicInteger();
  private final List<Integer> ended = new ArrayList<>();
  private final Spare<Integer> spare = new Spare<>(made::incrementAndGet, ended::add);

  @Test
  void whatIsAtHandIsGivenAwayOnce() {
    spare.refill();
    spare.refill();
    assertThat(made).hasValue(1);

    assertThat(spare.take()).isEqualTo(1);
    assertThat(spare.take()).isEqualTo(2);
    assertThat(ended).isEmpty();
  }

  @Test
  void closedItEndsWhatNobodyTook() {
    spare.refill();
    spare.close();
    assertThat(ended).containsExactly(1);

    spare.refill();
    assertThat(ended).containsExactly(1, 2);
  }
}
