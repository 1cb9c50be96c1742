package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseProbeTest {
  private final DatabaseProbe probe = new DatabaseProbe();

  @Test
  void itSaysWhatTheLastWriteSaid() {
    assertThat(probe.writable()).isFalse();
    probe.once(() -> true);
    assertThat(probe.writable()).isTrue();
    probe.once(() -> false);
    assertThat(probe.writable()).isFalse();
  }

  @Test
  void aWriteThatIsNotAnsweredCountsAsFailedUntilItIs() {
    probe.believe(true);
    CountDownLatch answer = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> probe.once(() -> comes(answer)));
    assertThat(probe.writable()).isTrue();
    await().atMost(Duration.ofSeconds(4)).until(() -> !probe.writable());
    answer.countDown();
    await().until(probe::writable);
  }

  @Test
  void aWriteThatBreaksCountsAsFailedAndTheNextIsTried() {
    probe.believe(true);
    probe.once(() -> {
      throw new NoClassDefFoundError("the driver is at its wits' end");
    });
    assertThat(probe.writable()).isFalse();
    probe.once(() -> true);
    assertThat(probe.writable()).isTrue();
  }

  @Test
  void whatTheRoleHasCommittedSinceAProbeBeganOutweighsItsFailure() {
    probe.once(() -> {
      probe.committed();
      return false;
    });
    assertThat(probe.writable()).isTrue();
    probe.once(() -> false);
    assertThat(probe.writable()).isFalse();
    probe.committed();
    assertThat(probe.writable()).isTrue();
  }

  @Test
  void aClaimThatNothingBearsOutAnyMoreIsNoneNoMatterWhyTheProbeIsLate() {
    probe.committed();
    assertThat(probe.writable()).isTrue();
    await().atMost(Duration.ofSeconds(4)).until(() -> !probe.writable());
  }

  @Test
  void betweenTwoWritesItLooksAtTheFenceAtLeastTwiceASecond() {
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    probe.run(
        () -> writes.get() < 2,
        () -> writes.incrementAndGet() > 0,
        () -> looks.incrementAndGet() > 0);
    assertThat(looks.get()).isGreaterThanOrEqualTo(4);
  }

  /** Neither may make the next write late. */
  @Test
  void aDatabaseThatCannotBeWrittenOrDoesNotAnswerIsNotAskedForTheFenceAgain() {
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    probe.run(
        () -> writes.get() < 1,
        () -> writes.incrementAndGet() < 0,
        () -> looks.incrementAndGet() > 0);
    assertThat(looks).hasValue(0);
    probe.run(
        () -> writes.get() < 2,
        () -> writes.incrementAndGet() > 0,
        () -> looks.incrementAndGet() < 0);
    assertThat(looks).hasValue(1);
  }

  private static boolean comes(CountDownLatch answer) {
    try {
      answer.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
