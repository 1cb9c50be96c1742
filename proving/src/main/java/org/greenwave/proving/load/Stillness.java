package org.greenwave.proving.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.server.realtime.Realtime;

/**
 * How long the machine itself stands still, as a virtual one does now and then: seen by a thread
 * that has real-time priority, if it may, and nothing to do but to wake up. No server can do better
 * than that.
 */
final class Stillness implements AutoCloseable {
  private static final long PACE_NANOS = 5_000_000;

  private final AtomicLong worstNanos = new AtomicLong();
  private final Thread thread;

  private Stillness() {
    thread = Thread.ofPlatform().daemon().name("stillness").start(this::run);
  }

  /** Watched from now on. */
  static Stillness watched() {
    return new Stillness();
  }

  private void run() {
    var _ = Realtime.ask();
    long before = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PACE_NANOS);
      long now = System.nanoTime();
      worstNanos.accumulateAndGet(now - before - PACE_NANOS, Math::max);
      before = now;
    }
  }

  /** The longest time since it was last asked. */
  long worstMillis() {
    return worstNanos.getAndSet(0) / 1_000_000;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
