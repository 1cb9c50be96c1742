package org.greenwave.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.greenwave.directory.RoleGuard.Ending;
import org.junit.jupiter.api.Test;

/** The guard goes by leaders' clocks, which differ and jump. */
class RoleGuardTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration CAUTION = Duration.ofSeconds(10);

  private static RoleGuard ended(Instant... at) {
    RoleGuard guard = RoleGuard.CALM;
    for (int ending = 0; ending < at.length; ending++) {
      guard = guard.ended(new Ending("beta", "run " + ending, at[ending]));
    }
    return guard;
  }

  @Test
  void twoEndingsInAShortTimeHoldTheRoleBackWhicheverClockIsAhead() {
    assertThat(ended(NOON, NOON.plusSeconds(60)).heldBack()).isTrue();
    assertThat(ended(NOON.plusSeconds(3), NOON).heldBack()).isTrue();
    assertThat(ended(NOON, NOON.plus(RoleGuard.ENDINGS_WITHIN)).heldBack()).isFalse();
  }

  @Test
  void anEndingThatALeaderWroteDownWithAClockADayAheadCountsForNothingAfterwards() {
    RoleGuard guard = ended(NOON.plus(Duration.ofDays(1)));
    assertThat(guard.endedWithin(CAUTION, NOON)).isFalse();
    assertThat(guard.ended(new Ending("gamma", "1", NOON)).heldBack()).isFalse();
  }

  @Test
  void anEndingOfThisMomentCountsAlsoByAClockThatIsSecondsAhead() {
    RoleGuard guard = ended(NOON.plusSeconds(3));
    assertThat(guard.endedWithin(CAUTION, NOON)).isTrue();
    assertThat(guard.endedWithin(CAUTION, NOON.plusSeconds(12))).isTrue();
    assertThat(guard.endedWithin(CAUTION, NOON.plusSeconds(13))).isFalse();
  }

  @Test
  void movesOfTheFutureDoNotCount() {
    RoleGuard guard = RoleGuard.CALM.moved(NOON).moved(NOON.plus(Duration.ofDays(1)));
    assertThat(guard.movesWithin(Duration.ofMinutes(10), NOON.plusSeconds(1)))
        .containsExactly(NOON);
  }
}
