package org.greenwave.server.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a role's database can be written from here, by writing to it again and again. A write
 * that is not answered counts as failed before it has: where packets vanish, a driver waits long.
 */
final class DatabaseProbe {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  static final long PATIENCE_NANOS = Duration.ofMillis(1500).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);

  private volatile boolean written;
  private volatile long beganNanos;
  private volatile boolean underWay;

  /** What is known without a probe. */
  void believe(boolean writable) {
    written = writable;
  }

  /** Whether it can be written. */
  boolean writable() {
    return written && !(underWay && System.nanoTime() - beganNanos > PATIENCE_NANOS);
  }

  /**
   * Probes as long as it is wanted.
   *
   * @param write really writes; bounded in time
   */
  void run(BooleanSupplier wanted, BooleanSupplier write) {
    while (wanted.getAsBoolean()) {
      once(write);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  void once(BooleanSupplier write) {
    beganNanos = System.nanoTime();
    underWay = true;
    try {
      written = write.getAsBoolean();
    } catch (RuntimeException e) {
      written = false;
      LOG.error("A write probe broke; the role's database passes for one that is lost.", e);
    } finally {
      underWay = false;
    }
  }
}
