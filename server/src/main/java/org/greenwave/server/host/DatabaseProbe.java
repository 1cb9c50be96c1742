package org.greenwave.server.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a role's database can be written from here, by writing to it again and again; what the
 * role itself commits is as good. A claim is only as old as the write that bears it out: one that
 * is not answered, or begins late on a busy machine, counts as failed before it has.
 */
final class DatabaseProbe {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** An isolated host has to look at its fence at least twice a second. */
  private static final Duration LOOK_PAUSE = Duration.ofMillis(300);

  static final Duration PATIENCE = Duration.ofMillis(1500);

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

  private boolean written;
  private long latestNanos = System.nanoTime();

  /** What is known without a probe. */
  void believe(boolean writable) {
    learned(System.nanoTime(), writable);
  }

  /** The role has committed something of its own. */
  void committed() {
    learned(System.nanoTime(), true);
  }

  /** Whether it can be written. */
  synchronized boolean writable() {
    return written && System.nanoTime() - latestNanos < PAUSE.plus(PATIENCE).toNanos();
  }

  /**
   * Probes as long as it is wanted.
   *
   * @param write really writes; bounded in time
   * @param look looks at the fence, several times between two writes; whether that was answered
   */
  void run(BooleanSupplier wanted, BooleanSupplier write, BooleanSupplier look) {
    while (wanted.getAsBoolean()) {
      once(write);
      pause(look);
    }
  }

  /**
   * Who cannot write need not look: nobody else has raised a fence in such a database. And one that
   * does not answer is not waited for again and again, which would make the next write late.
   */
  private void pause(BooleanSupplier look) {
    long untilNanos = System.nanoTime() + PAUSE.toNanos();
    boolean answers = writable();
    for (long left = PAUSE.toNanos(); left > 0; left = untilNanos - System.nanoTime()) {
      answers = answers && looked(look);
      LockSupport.parkNanos(Math.min(LOOK_PAUSE.toNanos(), untilNanos - System.nanoTime()));
    }
  }

  private static boolean looked(BooleanSupplier look) {
    try {
      return look.getAsBoolean();
    } catch (RuntimeException | Error e) { // as for a write
      LOG.error("A look at the fence broke.", e);
      return false;
    }
  }

  void once(BooleanSupplier write) {
    long began = System.nanoTime();
    try {
      boolean done = write.getAsBoolean();
      learned(done ? System.nanoTime() : began, done);
    } catch (RuntimeException | Error e) { // whoever asks again and again must not end of one
      learned(began, false);
      LOG.error("A write probe broke; the role's database passes for one that is lost.", e);
    }
  }

  /** A failure is as old as its beginning: what the role has committed since is newer. */
  private synchronized void learned(long atNanos, boolean writable) {
    if (atNanos - latestNanos >= 0) {
      latestNanos = atNanos;
      written = writable;
    }
  }
}
