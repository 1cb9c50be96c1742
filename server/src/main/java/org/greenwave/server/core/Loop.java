package org.greenwave.server.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.greenwave.server.realtime.Realtime;

/**
 * The one thread that owns a server's state. Nothing that is posted to it may block. Something that
 * throws there breaks a law of ours: the process is to stop, and its lease does the rest.
 */
public final class Loop implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;
  private final Consumer<Throwable> broken;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final boolean urgent;
  private final CompletableFuture<Realtime> realtime = new CompletableFuture<>();

  /**
   * A loop that takes tasks and runs none before it is opened.
   *
   * @param broken told what was thrown in the loop
   * @param urgent whether its thread is to ask for real-time priority
   */
  public Loop(Consumer<Throwable> broken, boolean urgent) {
    this.broken = broken;
    this.urgent = urgent;
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("loop").priority(Thread.MAX_PRIORITY).factory());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
    executor.execute(this::awaitOpening);
  }

  private void awaitOpening() {
    realtime.complete(urgent ? Realtime.ask() : Realtime.OFF);
    try {
      opened.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to run what was posted: everything that it touches has been made. */
  public void open() {
    opened.countDown();
  }

  /** Whether its thread has real-time priority; waits until it has asked. */
  public Realtime realtime() {
    return realtime.join();
  }

  /** Milliseconds of this process's monotonic clock. */
  public long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  /** Runs something in the loop, soon. After the loop is closed, nothing is run. */
  public void post(Runnable task) {
    after(0, task);
  }

  /** Runs something in the loop after a while. */
  public void after(long millis, Runnable task) {
    if (!executor.isShutdown()) {
      executor.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Runs something in the loop again and again. */
  public void every(long millis, Runnable task) {
    executor.scheduleAtFixedRate(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      broken.accept(failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
