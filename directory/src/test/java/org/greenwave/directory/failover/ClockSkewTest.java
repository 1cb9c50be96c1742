package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.greenwave.directory.Facts;
import org.junit.jupiter.api.Test;

/** What is said of clocks that differ, and what is not. */
class ClockSkewTest {
  private static List<String> said(Duration ahead, long waitedMillis) {
    Facts facts = Facts.of("alpha", "beta");
    Reserves reserves = Reserves.UNKNOWN.at(facts.situation().at().plus(ahead));
    Beat beat = new Beat("beta", "1", 1, 0, "0.1.0", Map.of(), Map.of(), Map.of(), reserves, false);
    Situation heard = facts.heard(beat).situation();
    Situation now =
        new Situation(
            heard.directory(),
            heard.sightings(),
            heard.nowMillis() + waitedMillis,
            heard.at().plusMillis(waitedMillis));
    return Findings.of(now).stream()
        .map(Finding::sentence)
        .filter(sentence -> sentence.startsWith("The clock of"))
        .toList();
  }

  @Test
  void aClockThatIsADayAheadOrBehindIsTold() {
    assertThat(said(Duration.ofDays(1), 0))
        .containsExactly(
            "The clock of beta is 1 d 0 h ahead of that of the server that says this.");
    assertThat(said(Duration.ofSeconds(-5_430), 0))
        .containsExactly(
            "The clock of beta is 1 h 30 min behind that of the server that says this.");
  }

  @Test
  void aFewSecondsAreNot() {
    assertThat(said(Duration.ofSeconds(9), 0)).isEmpty();
    assertThat(said(Duration.ofSeconds(-9), 0)).isEmpty();
    assertThat(said(Duration.ofSeconds(11), 0)).hasSize(1);
  }

  /** A beat grows old until the next one comes. */
  @Test
  void theAgeOfWhatItSaidIsNotTakenForADifference() {
    assertThat(said(Duration.ofSeconds(9), 500)).isEmpty();
    assertThat(said(Duration.ofSeconds(-9), 500)).isEmpty();
  }

  @Test
  void anOlderVersionSaysNothingOfItsClock() {
    assertThat(Reserves.UNKNOWN.clock()).isEmpty();
  }
}
