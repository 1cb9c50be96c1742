package org.greenwave.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.greenwave.app.judge.Verdict;
import org.greenwave.cli.text.Ink;
import org.junit.jupiter.api.Test;

final class DemoSummaryTest {
  private static final Verdict HELD =
      new Verdict(100, 100, List.of(), List.of(), List.of(), List.of(), 0);

  private final StringWriter out = new StringWriter();
  private final Timeline timeline = new Timeline(new PrintWriter(out), new Ink(false));

  private static Failover failover(long fence, long millis, Verdict verdict, String... broken) {
    return new Failover(
        "alpha",
        "beta",
        fence,
        Duration.ofMillis(40),
        Duration.ofMillis(millis),
        "beta hosts tss because alpha's process has ended.",
        verdict,
        List.of(broken));
  }

  private boolean tell(Failover... failovers) {
    return DemoSummary.tell(timeline, List.of(failovers), 2);
  }

  @Test
  void holdsWhenEverythingHeld() {
    assertThat(tell(failover(2, 80, HELD), failover(3, 90, HELD))).isTrue();
    assertThat(out.toString()).contains("because alpha's process has ended.").contains("● held");
  }

  @Test
  void aLostSampleIsNotHeld() {
    Verdict lost =
        new Verdict(100, 99, List.of("A2-017 zone 1"), List.of(), List.of(), List.of(), 0);
    assertThat(tell(failover(2, 80, HELD), failover(3, 90, lost))).isFalse();
  }

  @Test
  void moreThanFiveSecondsIsNotHeld() {
    assertThat(tell(failover(2, 80, HELD), failover(3, 5001, HELD))).isFalse();
  }

  @Test
  void aFenceThatDoesNotRiseIsNotHeld() {
    assertThat(tell(failover(3, 80, HELD), failover(3, 90, HELD))).isFalse();
    assertThat(out.toString()).contains("L2");
  }

  @Test
  void aBrokenLawIsNotHeld() {
    assertThat(tell(failover(2, 80, HELD), failover(3, 90, HELD, "L1: two hosts"))).isFalse();
  }

  @Test
  void fewerFailoversThanWantedAreNotHeld() {
    assertThat(tell(failover(2, 80, HELD))).isFalse();
  }
}
