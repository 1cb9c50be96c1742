package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndsTest {
  private final Ends ends = new Ends();

  @Test
  void anEndIsNewsOnceAndTheLatestCounts() {
    assertThat(ends.saw("beta", "0000000003-a")).isTrue();
    assertThat(ends.saw("beta", "0000000003-a")).isFalse();
    assertThat(ends.saw("beta", "0000000004-b")).isTrue();
    assertThat(ends.told()).containsExactly(Map.entry("beta", "0000000004-b"));
  }

  @Test
  void aRunThatLivesRetractsItsEndAndThoseAfterItButNotOneBefore() {
    ends.saw("beta", "0000000003-a");
    ends.lives("beta", "0000000004-b");
    assertThat(ends.told()).containsKey("beta");
    ends.lives("beta", "0000000003-a");
    assertThat(ends.told()).isEmpty();
    ends.saw("beta", "0000000010-a");
    ends.lives("beta", "0000000002-c");
    assertThat(ends.told()).isEmpty();
  }
}
