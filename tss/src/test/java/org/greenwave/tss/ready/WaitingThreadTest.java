package org.greenwave.tss.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WaitingThreadTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void itDoesItsOnlyWorkUnderItsName() throws InterruptedException {
    BlockingQueue<String> names = new ArrayBlockingQueue<>(1);

    Thread thread =
        new WaitingThread().start("writer 7", () -> names.add(Thread.currentThread().getName()));

    assertThat(names.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("writer 7");
    assertThat(thread.join(LIMIT)).isTrue();
  }

  /** A work that is ended before its thread has woken up is to learn of it. */
  @Test
  void anInterruptionBeforeItBeginsIsNotLost() throws InterruptedException {
    WaitingThread waiting = new WaitingThread();

    Thread thread = waiting.start("patient", LockSupport::park);
    thread.interrupt();

    assertThat(thread.join(LIMIT)).isTrue();
  }

  @Test
  void theThreadsOfATimerHaveBegun() throws InterruptedException {
    BlockingQueue<Thread> begun = new ArrayBlockingQueue<>(2);
    try (Spare<ScheduledExecutorService> timers =
        WaitingTimer.spare(
            2,
            task -> {
              Thread thread = Thread.ofPlatform().daemon().unstarted(task);
              begun.add(thread);
              return thread;
            })) {
      timers.refill();

      assertThat(begun).hasSize(2).allMatch(Thread::isAlive);
    }
    for (Thread thread : begun) {
      assertThat(thread.join(LIMIT)).isTrue();
    }
  }
}
