package org.greenwave.server.core;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.server.trust.Trust;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from time to time what this server has left of what runs out, on a thread of its own: a
 * disk that hangs must not hold the loop up.
 */
final class ReservesReading implements Supplier<Reserves>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReservesReading.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long PERCENT = 100;

  private final Path folder;
  private final Trust trust;
  private final InstantSource clock;
  private final Thread thread;
  private volatile Reserves reserves = Reserves.UNKNOWN;
  private volatile boolean closed;
  private boolean said;

  /**
   * Begins to read.
   *
   * @param folder on the disk that is looked at
   * @param trust knows the server's certificates
   * @param clock what it takes for the time
   */
  ReservesReading(Path folder, Trust trust, InstantSource clock) {
    this.folder = folder;
    this.trust = trust;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("reserves").start(this::run);
  }

  private void run() {
    while (!closed) {
      reserves =
          new Reserves(freePercent(), Optional.of(trust.daysLeft())).door(trust.doorDaysLeft());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Optional<Integer> freePercent() {
    try {
      FileStore disk = Files.getFileStore(folder);
      long size = disk.getTotalSpace();
      return size <= 0
          ? Optional.empty()
          : Optional.of(Math.toIntExact(disk.getUsableSpace() / Math.max(1, size / PERCENT)))
              .map(free -> Math.clamp(free, 0, (int) PERCENT));
    } catch (IOException failure) {
      if (!said) {
        LOG.info("How full the disk is cannot be said: {}", failure.getMessage());
      }
      said = true;
      return Optional.empty();
    }
  }

  /** What was read last, and what time it is. */
  @Override
  public Reserves get() {
    return reserves.at(clock.instant());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
