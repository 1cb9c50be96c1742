package org.greenwave.server.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether this server can vote. A vote is stored before it is given; on a full disk the
 * engine gives none, says nothing, and may not try again once there is room. And an engine that
 * cannot go on ends itself, and says nothing either.
 *
 * <p>States: led → unled → unable (nothing can be written) → able again → led, or ended. It writes
 * only while nobody leads. A server that is unable is left alone: nobody may be able to take over
 * what it hosts, and what it hosts needs no vote. So is one that has lost the majority and could
 * write all the time: it may be the last that hosts anything.
 */
final class VoteWatch implements AutoCloseable {
  static final long UNLED_MILLIS = 2_000;
  static final long IDLE_MILLIS = 5_000;

  /** In a row, as an engine that tries is idle for a moment between two elections. */
  private static final int IDLE_LOOKS = 6;

  /**
   * The engine also ends itself on a server that is none of the system's any more; that one is told
   * so meanwhile, and ends as such.
   */
  static final int STOPPED_LOOKS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(VoteWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int MORE_THAN_A_VOTE = 65_536;

  private final Path folder;
  private final Engine engine;
  private final Consumer<RuntimeException> broken;
  private boolean unable;

  /** Whether nothing could be written some time since a leader was known. */
  private boolean failed;

  private int idleLooks;
  private int stoppedLooks;

  /** Since when nobody leads and nothing has been wrong with the disk. */
  private long sinceMillis;

  private volatile boolean closed;

  /**
   * The engine that votes.
   *
   * @param stopped whether it has ended itself
   * @param led whether a leader is known
   * @param idle whether it stands for election and does nothing about it
   * @param keep copies what it has stored, while all is well
   */
  record Engine(
      BooleanSupplier stopped, BooleanSupplier led, BooleanSupplier idle, Runnable keep) {}

  /**
   * A watch that looks when it is told to.
   *
   * @param folder the log's
   * @param broken told that the engine takes no part any more
   */
  VoteWatch(Path folder, Engine engine, Consumer<RuntimeException> broken, long nowMillis) {
    this.folder = folder;
    this.engine = engine;
    this.broken = broken;
    sinceMillis = nowMillis;
  }

  /** A watch that looks by itself. */
  static VoteWatch begin(Path folder, Engine engine, Consumer<RuntimeException> broken) {
    VoteWatch watch = new VoteWatch(folder, engine, broken, nowMillis());
    Thread.ofVirtual().name("votes").start(watch::run);
    return watch;
  }

  private static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  private void run() {
    while (!closed) {
      look(nowMillis());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Looks once. */
  void look(long nowMillis) {
    stoppedLooks = engine.stopped().getAsBoolean() ? stoppedLooks + 1 : 0;
    if (stoppedLooks == 0) {
      lookAtVotes(nowMillis);
    } else if (stoppedLooks == STOPPED_LOOKS && !closed) {
      broken.accept(new StoppedLogException());
    }
  }

  private void lookAtVotes(long nowMillis) {
    if (engine.led().getAsBoolean()) {
      engine.keep().run();
      unable = false;
      failed = false;
      idleLooks = 0;
      sinceMillis = nowMillis;
    } else if (unable || nowMillis - sinceMillis >= UNLED_MILLIS) {
      tryDisk(nowMillis);
    }
  }

  private void tryDisk(long nowMillis) {
    try {
      write();
      idleLooks = engine.idle().getAsBoolean() ? idleLooks + 1 : 0;
      if (failed && nowMillis - sinceMillis >= IDLE_MILLIS && idleLooks >= IDLE_LOOKS) {
        broken.accept(
            new UnwritableLogException(
                "This server could not store its vote, and takes no part in elections any more"
                    + " though its disk has room; it has to be started anew."));
      }
    } catch (IOException full) {
      if (!unable) {
        LOG.error(
            "This server cannot vote, as nothing can be written in {} ({}); see whether the disk is"
                + " full. What it hosts goes on.",
            folder,
            full.getMessage());
      }
      unable = true;
      failed = true;
      idleLooks = 0;
      sinceMillis = nowMillis;
    }
  }

  private void write() throws IOException {
    Path file = folder.resolve("room");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Synced.write(out, new byte[MORE_THAN_A_VOTE]);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
