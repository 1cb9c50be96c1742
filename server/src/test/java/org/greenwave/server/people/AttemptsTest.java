package org.greenwave.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long who gives wrong passwords has to wait. */
class AttemptsTest {
  private long now = 1_000_000;
  private final Attempts attempts = new Attempts(() -> now);

  private void fail(int times, String account, String address) {
    for (int time = 0; time < times; time++) {
      attempts.failed(account, address);
    }
  }

  @Test
  void fiveAreFreeThenEachWaitIsTwiceAsLong() {
    fail(4, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isZero();
    fail(1, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isEqualTo(Duration.ofSeconds(30));
    now += 30_000;
    assertThat(attempts.wait("anna", "10.0.0.1")).isZero();
    fail(1, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isEqualTo(Duration.ofSeconds(60));
    fail(30, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void otherAccountsAndOtherAddressesAreNotHeldUp() {
    fail(5, "anna", "10.0.0.1");
    assertThat(attempts.wait("ben", "10.0.0.1")).isZero();
    assertThat(attempts.wait("anna", "10.0.0.2")).isZero();
  }

  @Test
  void anAddressThatTriesManyNamesIsHeldUpForAll() {
    for (int name = 0; name < 50; name++) {
      fail(1, "name" + name, "10.0.0.1");
    }
    assertThat(attempts.wait("anna", "10.0.0.1")).isPositive();
    assertThat(attempts.wait("anna", "10.0.0.2")).isZero();
  }

  @Test
  void theRightPasswordOrAQuietQuarterOfAnHourForgets() {
    fail(4, "anna", "10.0.0.1");
    attempts.succeeded("anna", "10.0.0.1");
    fail(4, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isZero();
    now += 900_001;
    fail(4, "anna", "10.0.0.1");
    assertThat(attempts.wait("anna", "10.0.0.1")).isZero();
  }

  @Test
  void aFloodOfNamesTakesNoMemory() {
    fail(5, "anna", "10.0.0.1");
    for (int name = 0; name < 50_000; name++) {
      fail(1, "name" + name, "10.0." + name % 256 + "." + name / 256);
      attempts.wait("anna", "10.0.0.1");
    }
    assertThat(attempts.wait("anna", "10.0.0.1")).as("what is asked for is kept").isPositive();
    assertThat(attempts.known()).isLessThanOrEqualTo(10_000);
  }
}
