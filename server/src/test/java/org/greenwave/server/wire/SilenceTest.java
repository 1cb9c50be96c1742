package org.greenwave.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private final Silence silence = new Silence(2_000);

  @Test
  void whoIsAskedInVainForTheWholeTimeIsGivenUp() {
    for (long now = 0; now < 2_000; now += 150) {
      assertThat(silence.asked(now)).isFalse();
    }
    assertThat(silence.asked(2_100)).isTrue();
    assertThat(silence.neverBroken()).isTrue();
  }

  @Test
  void anythingThatIsHeardEndsIt() throws IOException {
    silence.asked(0);
    silence.asked(500);
    silence.asked(1_000);
    silence.asked(1_500);
    assertThat(silence.brokenBy(new ByteArrayInputStream(new byte[9])).read(new byte[4]))
        .isEqualTo(4);
    assertThat(silence.asked(2_000)).isFalse();
    assertThat(silence.asked(3_000)).isFalse();
    assertThat(silence.neverBroken()).isFalse();
  }

  /** A machine that stood still for seconds finds the answers when it goes on. */
  @Test
  void aPauseOfThisServerCountsLittle() {
    silence.asked(0);
    assertThat(silence.asked(60_000)).isFalse();
    assertThat(silence.asked(60_150)).isFalse();
  }
}
