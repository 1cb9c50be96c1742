package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeclinedTest {
  private final Declined declined = new Declined();

  @Test
  void whoDidNotTakeTheLeadIsAskedEverMoreSeldom() {
    assertThat(declined.mayBeAsked("beta", "1-a", 0)).isTrue();
    assertThat(declined.declined("beta", "1-a", 0)).isEqualTo(Declined.PAUSE_MILLIS);
    assertThat(declined.mayBeAsked("beta", "1-a", Declined.PAUSE_MILLIS - 1)).isFalse();
    assertThat(declined.mayBeAsked("beta", "1-a", Declined.PAUSE_MILLIS)).isTrue();
    assertThat(declined.declined("beta", "1-a", 0)).isEqualTo(2 * Declined.PAUSE_MILLIS);
    for (int more = 0; more < 100; more++) {
      declined.declined("beta", "1-a", 0);
    }
    assertThat(declined.declined("beta", "1-a", 0)).isEqualTo(Declined.LONGEST_PAUSE_MILLIS);
    assertThat(declined.mayBeAsked("beta", "1-a", Declined.LONGEST_PAUSE_MILLIS)).isTrue();
  }

  @Test
  void anotherServerMayBeAskedMeanwhile() {
    declined.declined("beta", "1-a", 0);
    assertThat(declined.mayBeAsked("gamma", "1-b", 0)).isTrue();
  }

  @Test
  void anotherRunOfTheServerBeginsAnew() {
    declined.declined("beta", "1-a", 0);
    declined.declined("beta", "1-a", 0);
    assertThat(declined.mayBeAsked("beta", "2-c", 0)).isTrue();
    assertThat(declined.declined("beta", "2-c", 0)).isEqualTo(Declined.PAUSE_MILLIS);
  }

  @Test
  void whoHasTakenTheLeadBeginsAnew() {
    declined.declined("beta", "1-a", 0);
    declined.taken("beta");
    assertThat(declined.mayBeAsked("beta", "1-a", 0)).isTrue();
    assertThat(declined.declined("beta", "1-a", 0)).isEqualTo(Declined.PAUSE_MILLIS);
  }
}
