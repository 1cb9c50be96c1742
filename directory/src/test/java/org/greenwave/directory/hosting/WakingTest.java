package org.greenwave.directory.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import org.greenwave.directory.Facts;
import org.junit.jupiter.api.Test;

class WakingTest {
  private static final HostState ACTIVE = new HostState.Active(Facts.grant("alpha", 1));

  /** A look at every quarter of a second, as a server has it. */
  private static Waking awake(Waking from, long millis) {
    Waking awake = from;
    for (long passed = 250; passed <= millis; passed += 250) {
      awake = awake.look(from.lookedAtMillis() + passed);
    }
    return awake;
  }

  private static boolean stalled(Waking waking, long idleMillis) {
    return Watchdog.judge(ACTIVE, 0, waking.counted(idleMillis), 0).isPresent();
  }

  @Test
  void whileTheProcessIsAwakeAllCounts() {
    Waking awake = awake(Waking.since(1_000), 16_000);
    assertThat(awake.counted(15_500)).isEqualTo(15_500);
    assertThat(stalled(awake, 15_500)).isTrue();
    Waking hiccup = awake.look(17_000 + Waking.SLEEP_MILLIS);
    assertThat(hiccup.counted(17_500)).isEqualTo(17_500);
  }

  @Test
  void itsOwnSleepIsNotTheStandstillOfARole() {
    Waking woken = awake(Waking.since(1_000), 60_000).look(81_000);
    assertThat(woken.counted(20_000)).isZero();
    assertThat(stalled(woken, 20_000)).isFalse();
    assertThat(Watchdog.judge(ACTIVE, woken.counted(20_000), 0, 0)).isEmpty();
    HostState hung = new HostState.Hung(Facts.grant("alpha", 1), "hangs");
    assertThat(Watchdog.beyondHelp(hung, woken.counted(40_000))).isFalse();
  }

  @Test
  void aRoleThatStandsStillAfterwardsIsGivenUp() {
    Waking woken = awake(Waking.since(1_000), 60_000).look(81_000);
    assertThat(stalled(awake(woken, 15_000), 35_000)).isFalse();
    assertThat(stalled(awake(woken, 15_250), 35_250)).isTrue();
  }
}
