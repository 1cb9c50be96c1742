package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenwave.directory.Timings;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final Timings TIMINGS = Timings.DEFAULT;
  private static final long HALF = TIMINGS.leaseMillis() / 2;
  private static final long TWO_BEATS = 2 * TIMINGS.beatMillis();

  @Test
  void oneThatLooksOftenEnoughJudges() {
    assertThat(Attention.since(100).judges()).isTrue();
    assertThat(Attention.since(100).look(100 + HALF, TIMINGS).judges()).isTrue();
  }

  @Test
  void oneThatSleptListensForTwoBeats() {
    Attention woken = Attention.since(100).look(101 + HALF, TIMINGS);
    assertThat(woken.judges()).isFalse();
    assertThat(woken.look(100 + HALF + TWO_BEATS, TIMINGS).judges()).isFalse();
    assertThat(woken.look(101 + HALF + TWO_BEATS, TIMINGS).judges()).isTrue();
  }

  /** Those who waited for an answer have hung up meanwhile. */
  @Test
  void oneThatSleptForLongListensUntilAllCanHaveCalledAgain() {
    Attention woken = Attention.since(100).look(2_101, TIMINGS);
    long again = 2_101 + 1_500 + TWO_BEATS;
    assertThat(woken.look(2_101 + 300, TIMINGS).judges()).isFalse();
    Attention dozed = woken.look(2_101 + 300, TIMINGS).look(2_101 + 301 + HALF, TIMINGS);
    assertThat(dozed.judgesFromMillis()).isEqualTo(again);
  }

  @Test
  void oneThatIsStarvedStillJudgesBetween() {
    long now = 0;
    int judged = 0;
    Attention starved = Attention.since(now);
    for (int look = 0; look < 100; look++) {
      now += look % 4 == 0 ? HALF + 1 : TIMINGS.beatMillis();
      starved = starved.look(now, TIMINGS);
      judged += starved.judges() ? 1 : 0;
    }
    assertThat(judged).isGreaterThan(20);
  }
}
