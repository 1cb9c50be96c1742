package org.greenwave.tss.ready;

import java.util.concurrent.CompletableFuture;

/**
 * A thread that has begun and waits for its only work. Whoever starts a thread waits until that has
 * had its first turn; on processors that were busy with a failover this took 10 to 15 ms.
 */
public final class WaitingThread {
  private final CompletableFuture<Runnable> work = new CompletableFuture<>();
  private final Thread thread;

  /** Begins to wait. */
  public WaitingThread() {
    thread = Thread.ofPlatform().daemon().name("waiting").start(() -> work.join().run());
  }

  /** One of them kept at hand. */
  public static Spare<WaitingThread> spare() {
    return new Spare<>(WaitingThread::new, WaitingThread::dismiss);
  }

  /**
   * Gives it its work.
   *
   * @param name the thread's name from now on
   * @return the thread
   */
  public Thread start(String name, Runnable task) {
    work.complete(() -> {
      Thread.currentThread().setName(name);
      task.run();
    });
    return thread;
  }

  private void dismiss() {
    work.complete(() -> {});
  }
}
