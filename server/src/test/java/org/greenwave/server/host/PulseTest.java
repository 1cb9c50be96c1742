package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.junit.jupiter.api.Test;

/** What the server sees of a role that comes on, stands still, or cannot even say how it is. */
class PulseTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A role that only says how it is. */
  private record Said(Supplier<Progress> how) implements HostedRole {
    @Override
    public void standby(String settings) {}

    @Override
    public void activate(long fence, String settings) {}

    @Override
    public void reconfigure(String settings) {}

    @Override
    public Progress progress() {
      return how.get();
    }

    @Override
    public void release() {}

    @Override
    public Answer answer(Call call) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void aRoleThatComesOnIsNeverIdleForLong() {
    AtomicLong steps = new AtomicLong();
    Said role = new Said(() -> working(steps.incrementAndGet()));
    try (Pulse pulse = new Pulse("tss", role, () -> true)) {
      Awaitility.await().atMost(SOON).until(() -> steps.get() > 5);
      assertThat(pulse.idleMillis()).isLessThan(5_000);
      assertThat(pulse.sentence()).isEqualTo("Works.");
    }
  }

  @Test
  void aRoleThatStandsStillIsIdle() {
    try (Pulse pulse = new Pulse("tss", new Said(() -> working(7)), () -> true)) {
      Awaitility.await().atMost(SOON).until(() -> pulse.idleMillis() > 800);
    }
  }

  /** It may have been mute as a standby; what it gets done counts from its start. */
  @Test
  void whoBeginsIsNotIdleYet() {
    try (Pulse pulse = new Pulse("tss", new Said(() -> working(7)), () -> true)) {
      Awaitility.await().atMost(SOON).until(() -> pulse.idleMillis() > 3_000);
      pulse.begin();
      assertThat(pulse.idleMillis()).isLessThan(2_000);
    }
  }

  @Test
  void waitingForADatabaseThatTheServerCanWriteToIsNoRest() {
    AtomicBoolean writable = new AtomicBoolean();
    Said role = new Said(PulseTest::waiting);
    try (Pulse pulse = new Pulse("tss", role, writable::get)) {
      LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
      assertThat(pulse.idleMillis()).isLessThan(1_000);
      writable.set(true);
      Awaitility.await().atMost(SOON).until(() -> pulse.idleMillis() > 1_000);
    }
  }

  @Test
  void aRoleThatThrowsWhenAskedIsContained() {
    Said role =
        new Said(() -> {
          throw new StackOverflowError();
        });
    try (Pulse pulse = new Pulse("tss", role, () -> true)) {
      Awaitility.await().atMost(SOON).until(() -> pulse.sentence().contains("cannot say"));
      Awaitility.await().atMost(SOON).until(() -> pulse.idleMillis() > 500);
    }
  }

  private static Progress waiting() {
    return new Progress(7, 0, Progress.Condition.WAITING_FOR_DATABASE, "Waits.");
  }

  private static Progress working(long steps) {
    return new Progress(steps, 0, Progress.Condition.WORKING, "Works.");
  }
}
