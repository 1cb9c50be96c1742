package org.greenwave.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who does not answer has not said yes. */
class WaitTest {
  private static final Duration TIME = Duration.ofMillis(300);
  private static final Duration SILENCE = Duration.ofMillis(100);
  private final long began = System.nanoTime();

  private boolean throughout(Wait.Question question) {
    return Wait.throughout(TIME, SILENCE, question);
  }

  private boolean between(int fromMillis, int toMillis) {
    long millis = (System.nanoTime() - began) / 1_000_000;
    return millis >= fromMillis && millis < toMillis;
  }

  private static boolean silent() throws IOException {
    throw new IOException("nobody answers");
  }

  @Test
  void whatIsTrueAllTheTimeStayedTrue() {
    assertThat(throughout(() -> true)).isTrue();
  }

  @Test
  void whatWasUntrueForAMomentDidNot() {
    assertThat(throughout(() -> !between(100, 150))).isFalse();
    assertThat(throughout(() -> false)).isFalse();
  }

  @Test
  void aQuestionThatAlwaysFailsWasNeverAnswered() {
    assertThat(throughout(WaitTest::silent)).isFalse();
  }

  @Test
  void aSilenceAtTheEndIsNoAnswer() {
    assertThat(throughout(() -> between(0, 150) || silent())).isFalse();
  }

  @Test
  void aSingleFailureIsFollowedByAnAnswer() {
    assertThat(throughout(() -> between(0, 100) || between(130, 10_000) || silent())).isTrue();
  }
}
