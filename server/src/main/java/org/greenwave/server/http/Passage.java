package org.greenwave.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A body that is handed on piece by piece, so that a stream of events flows. One that falls silent
 * is given up: a server that has lost its power does not close its connections, and who reads from
 * it would wait for ever. A receiver that is slow is no silence.
 */
final class Passage implements Runnable {
  private static final ScheduledExecutorService WATCH =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("passages").factory());
  private static final int PIECE_BYTES = 16_384;
  private static final int LOOKS = 4;

  private final InputStream from;
  private final long patienceNanos;
  private volatile boolean reads;
  private volatile long sinceNanos;

  private Passage(InputStream from, Duration patience) {
    this.from = from;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Hands on everything, and closes what it comes from.
   *
   * @param patience the longest silence
   * @throws IOException when either side ends or falls silent before the end
   */
  static void through(InputStream from, OutputStream to, Duration patience) throws IOException {
    Passage passage = new Passage(from, patience);
    long look = patience.toMillis() / LOOKS;
    ScheduledFuture<?> watched =
        WATCH.scheduleWithFixedDelay(passage, look, look, TimeUnit.MILLISECONDS);
    try (from) {
      passage.through(to);
    } finally {
      watched.cancel(false);
    }
  }

  private void through(OutputStream to) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (int read = read(piece); read >= 0; read = read(piece)) {
      to.write(piece, 0, read);
      to.flush();
    }
  }

  private int read(byte[] piece) throws IOException {
    sinceNanos = System.nanoTime();
    reads = true;
    try {
      return from.read(piece);
    } finally {
      reads = false;
    }
  }

  /** Ends a reading that has lasted too long. */
  @Override
  public void run() {
    if (reads && System.nanoTime() - sinceNanos > patienceNanos) {
      try {
        from.close();
      } catch (IOException _) {
        // Whoever reads is told.
      }
    }
  }
}
