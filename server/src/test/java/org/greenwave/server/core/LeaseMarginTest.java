package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseMarginTest {
  private final LeaseMargin margin = new LeaseMargin();

  @Test
  void theLeastIsKeptForAMinuteAtLeastAndTwoAtMost() {
    assertThat(margin.leastPercent()).isEqualTo(100);
    margin.renewed(0, 700, 1000);
    margin.renewed(10_000, 300, 1000);
    margin.renewed(20_000, 800, 1000);
    assertThat(margin.leastPercent()).isEqualTo(30);
    margin.renewed(61_000, 850, 1000);
    assertThat(margin.leastPercent()).isEqualTo(30);
    margin.renewed(122_000, 900, 1000);
    assertThat(margin.leastPercent()).isEqualTo(85);
  }

  @Test
  void aLeaseThatRanOutLeftNothing() {
    margin.renewed(0, 0, 1000);
    assertThat(margin.leastPercent()).isZero();
  }
}
