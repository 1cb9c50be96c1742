package org.greenwave.proving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Law L2, broken on purpose: by what servers say that they believe. */
class BeliefsTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private final Beliefs beliefs = new Beliefs();

  private static Belief belief(long atMillis, String server, String host, long fence) {
    return belief(atMillis, server, host, fence, 10 * fence);
  }

  private static Belief belief(
      long atMillis, String server, String host, long fence, long version) {
    Instant at = BEGAN.plusMillis(atMillis);
    boolean hosts = server.equals(host);
    return new Belief(at, server, true, version, false, hosts, "beta", host, fence, false);
  }

  private void silent(long atMillis, String server) {
    beliefs.note(Belief.silent(BEGAN.plusMillis(atMillis), server));
  }

  @Test
  void aFenceThatRisesIsNoFinding() {
    beliefs.note(belief(0, "alpha", "alpha", 7));
    silent(100, "alpha");
    beliefs.note(belief(200, "alpha", "beta", 8));
    beliefs.note(belief(300, "alpha", "beta", 8));
    assertThat(beliefs.breaches()).isEmpty();
  }

  @Test
  void aFenceFalls() {
    beliefs.note(belief(0, "alpha", "alpha", 7));
    beliefs.note(belief(100, "alpha", "alpha", 6, 71));
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.startsWith("L2: a fence fell"));
  }

  @Test
  void aServerThatRunsOnDoesNotGoBack() {
    beliefs.note(belief(0, "alpha", "alpha", 7, 70));
    beliefs.note(belief(100, "alpha", "alpha", 7, 69));
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.startsWith("L7"));
  }

  @Test
  void aFenceFallsAcrossASilence() {
    beliefs.note(belief(0, "alpha", "alpha", 7, 70));
    silent(100, "alpha");
    silent(200, "alpha");
    beliefs.note(belief(300, "alpha", "alpha", 6, 70));
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.startsWith("L2: a fence fell"));
  }

  @Test
  void whoWasStartedAgainMayCatchUpButNotStayBehind() {
    beliefs.note(belief(0, "alpha", "alpha", 7, 70));
    silent(100, "alpha");
    beliefs.note(belief(200, "alpha", "alpha", 6, 60));
    assertThat(beliefs.behind()).hasSize(1).allMatch(it -> it.startsWith("L7"));
    beliefs.note(belief(300, "alpha", "beta", 7, 71));
    assertThat(beliefs.behind()).isEmpty();
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.contains("one fence, two hosts"));
  }

  @Test
  void whoHasCaughtUpIsComparedWithWhatItKnewBeforeItsEnd() {
    beliefs.note(belief(0, "alpha", "alpha", 7, 70));
    silent(100, "alpha");
    beliefs.note(belief(200, "alpha", "alpha", 5, 60));
    beliefs.note(belief(300, "alpha", "alpha", 6, 72));
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.startsWith("L2: a fence fell"));
  }

  @Test
  void whoHasLostItsDiskKnowsNothing() {
    beliefs.note(belief(0, "alpha", "alpha", 7));
    silent(100, "alpha");
    beliefs.lost("alpha");
    beliefs.note(belief(200, "alpha", "", 0));
    assertThat(beliefs.breaches()).isEmpty();
  }

  @Test
  void oneFenceHasOneHost() {
    beliefs.note(belief(0, "alpha", "alpha", 7));
    beliefs.note(belief(100, "gamma", "beta", 7));
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.contains("one fence, two hosts"));
  }

  @Test
  void twoThatBelieveToHostAreSeenForAsLongAsTheyDo() {
    beliefs.note(belief(0, "alpha", "alpha", 7));
    beliefs.note(belief(100, "beta", "beta", 8));
    beliefs.note(belief(350, "alpha", "beta", 8));
    assertThat(beliefs.longestOverlap()).isEqualTo(Duration.ofMillis(250));
  }

  private void acts(long atMillis, String server, long fence, boolean leased) {
    Instant asked = BEGAN.plusMillis(atMillis);
    beliefs.acts(belief(atMillis, server, server, fence), leased, asked, asked.plusMillis(10));
  }

  @Test
  void twoServersActAtOnce() {
    acts(0, "alpha", 7, true);
    acts(50, "beta", 8, true);
    acts(100, "alpha", 7, true);
    assertThat(beliefs.breaches()).hasSize(1).allMatch(it -> it.startsWith("L1: alpha acted"));
  }

  @Test
  void whoHasNoLeaseAnyMoreOrCameBackUnderAnotherFenceActedNotMeanwhile() {
    acts(0, "alpha", 7, true);
    acts(50, "beta", 8, true);
    acts(100, "alpha", 7, false);
    acts(150, "beta", 8, true);
    acts(200, "alpha", 9, true);
    acts(250, "gamma", 10, true);
    acts(300, "alpha", 11, true);
    assertThat(beliefs.breaches()).isEmpty();
  }
}
