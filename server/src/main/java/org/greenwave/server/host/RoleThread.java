package org.greenwave.server.host;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread from which a role is told what to do. It knows for how long the present call has
 * run, and is replaced by another when a call does not return.
 */
final class RoleThread {
  private final ExecutorService executor;
  private final Object gate = new Object();
  private volatile long callSinceNanos;
  private volatile boolean givenUp;
  private @Nullable Thread calling;

  RoleThread(String role) {
    executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("role-" + role).factory());
  }

  /** Runs a task after those before it; never, once the thread is given up or closed. */
  void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException _) {
      // Given up or closed: nothing is done here any more.
    }
  }

  /** Asks a plug-in, on this thread, with an eye on the clock. */
  <T> T watched(Callable<T> ask) throws Exception {
    synchronized (gate) {
      calling = Thread.currentThread();
      callSinceNanos = System.nanoTime();
    }
    try {
      return ask.call();
    } finally {
      synchronized (gate) {
        calling = null;
        callSinceNanos = 0;
      }
      // An interruption was meant for the plug-in.
      Thread.interrupted();
    }
  }

  /** For how long the present call has run, in milliseconds; 0 when there is none. */
  long callMillis() {
    long since = callSinceNanos;
    return since == 0 ? 0 : Math.max(1, (System.nanoTime() - since) / 1_000_000);
  }

  /** Interrupts the present call, which may end for that, or not. */
  void interruptCall() {
    synchronized (gate) {
      if (calling != null) {
        calling.interrupt();
      }
    }
  }

  /** Nothing is done on this thread any more; its present call is interrupted. */
  void giveUp() {
    givenUp = true;
    executor.shutdownNow();
  }

  boolean givenUp() {
    return givenUp;
  }

  /** Whether a thread that was given up is still there. */
  boolean lingers() {
    return givenUp && !executor.isTerminated();
  }

  boolean closed() {
    return executor.isShutdown();
  }

  /** Ends when all that was asked has been done. */
  void finish() {
    executor.shutdown();
  }

  /** Ends when all that was asked has been done; waits for that at most so long. */
  void close(long limitMillis) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(limitMillis, TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
