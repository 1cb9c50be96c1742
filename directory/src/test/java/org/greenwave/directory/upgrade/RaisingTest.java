package org.greenwave.directory.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.Levels;
import org.greenwave.directory.failover.Beat;
import org.junit.jupiter.api.Test;

class RaisingTest {
  private static final List<String> ALL = List.of("alpha", "beta", "gamma", "delta");

  private static Facts upgraded(Facts facts, String... servers) {
    Facts now = facts;
    for (String server : servers) {
      now =
          now.change(
              new Change.ServerAnnounced(Facts.server(server).with("0.2.0", Levels.upTo(2))));
    }
    return now;
  }

  /** Beats of all servers, ten seconds apart in all, with the version that each has. */
  private static Facts settled(Facts facts, List<String> heard) {
    Facts now = facts;
    for (int beat = 0; beat < 30; beat++) {
      for (String server : heard) {
        String release = Objects.requireNonNull(now.directory().servers().get(server)).release();
        now = now.heard(new Beat(server, "1", now.now(), 0, release, Map.of(), Map.of(), Map.of()));
      }
      now = now.after(400);
    }
    return now;
  }

  private static List<String> codes(Facts facts) {
    return Raising.decide(facts.situation()).reasons().stream().map(LevelReason::code).toList();
  }

  @Test
  void itRisesOnceEveryServerSpeaksTheNextLevelAndHasSettled() {
    Facts all = upgraded(Facts.of("alpha", "beta"), "alpha", "beta", "gamma", "delta");
    Facts settled = settled(all, ALL);
    Optional<Change> rise = Raising.decide(settled.situation()).change();
    assertThat(rise).isPresent();
    assertThat(settled.change(rise.orElseThrow()).directory().level()).isEqualTo(2);
  }

  @Test
  void whatIsNotUpgradedHoldsItBackVotersFirst() {
    Facts some = settled(upgraded(Facts.of("alpha", "beta"), "alpha", "beta"), ALL);
    assertThat(Raising.decide(some.situation()).reasons())
        .containsExactly(
            new LevelReason.ServerTooOld("gamma", "0.1.0", 2),
            new LevelReason.ServerTooOld("delta", "0.1.0", 2));
  }

  @Test
  void aServerThatIsNotHeardHoldsItBack() {
    Facts all = upgraded(Facts.of("alpha", "beta"), "alpha", "beta", "gamma", "delta");
    assertThat(codes(settled(all, List.of("alpha", "beta", "gamma"))))
        .containsExactly("server-absent");
  }

  @Test
  void maintenanceHoldsItBack() {
    Facts all = upgraded(Facts.of("alpha", "beta"), "alpha", "beta", "gamma", "delta");
    Facts kept = all.change(new Change.MaintenanceSet("gamma", true, "", "anna"));
    assertThat(codes(settled(kept, ALL))).containsExactly("server-in-maintenance");
  }

  @Test
  void aServerOfTheRecordThatDoesNotSpeakItKeepsTheDirectoryFromIt() {
    Facts some = upgraded(Facts.of("alpha", "beta"), "alpha", "beta", "gamma");
    LevelReason why = new LevelReason.EveryServerSpeaks(2);
    assertThat(some.refused(new Change.LevelRaised(2, why))).isEqualTo("level-not-spoken");
    Facts risen = upgraded(some, "delta").change(new Change.LevelRaised(2, why));
    assertThat(risen.refused(new Change.LevelRaised(2, why))).isEqualTo("level-not-next");
    assertThat(risen.refused(new Change.ServerAnnounced(Facts.server("beta"))))
        .isEqualTo("level-not-spoken");
  }

  @Test
  void aBuildSpeaksItsNewestLevelAndTheOneBefore() {
    assertThat(Levels.upTo(1)).isEqualTo(Levels.FIRST);
    assertThat(Levels.upTo(3)).isEqualTo(new Levels(2, 3));
    assertThat(Levels.FIRST.unreadable(2, "0.1.0").orElseThrow()).contains("cannot go back");
    assertThat(Levels.upTo(3).unreadable(1, "0.3.0").orElseThrow()).contains("in between");
    assertThat(Levels.upTo(2).unreadable(1, "0.2.0")).isEmpty();
  }
}
