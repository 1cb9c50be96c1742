package org.greenwave.server.http;

import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether a door is open, and opens it anew. The HTTP library shuts a door for
 * good when a single call cannot be accepted, as when too many files are open, while roles go on.
 */
final class Doorkeeper implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(32);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * A door that stays open for so long has nothing any more that shuts it. One that does not counts
   * as shut all the time.
   */
  private static final Duration HOLDS = Duration.ofMinutes(1);

  private final Entrance entrance;
  private final Consumer<Throwable> broken;
  private Duration pause = LOOK;
  private long shutSinceNanos;
  private long triedNanos;
  private boolean troubled;
  private volatile boolean ended;

  private Doorkeeper(Entrance entrance, Consumer<Throwable> broken) {
    this.entrance = entrance;
    this.broken = broken;
  }

  /**
   * Looks after a door from now on.
   *
   * @param broken told when it cannot be kept open for long
   */
  static Doorkeeper of(Entrance entrance, Consumer<Throwable> broken) {
    Doorkeeper keeper = new Doorkeeper(entrance, broken);
    Thread.ofVirtual().name("doorkeeper").start(keeper);
    return keeper;
  }

  @Override
  public void run() {
    while (!ended) {
      LockSupport.parkNanos(LOOK.toNanos());
      look(System.nanoTime());
    }
  }

  private void look(long nowNanos) {
    if (!entrance.isOpen()) {
      shut(nowNanos);
    } else if (troubled && nowNanos - triedNanos > HOLDS.toNanos()) {
      troubled = false;
    }
  }

  private void shut(long nowNanos) {
    if (!troubled) {
      LOG.error(
          "The door at {} has shut, as it does when too many files are open; it is opened anew.",
          entrance.address());
      pause = Duration.ZERO;
      shutSinceNanos = nowNanos;
    }
    troubled = true;
    if (nowNanos - shutSinceNanos > PATIENCE.toNanos()) {
      ended = true;
      broken.accept(new DoorShutException(entrance.address()));
    } else if (nowNanos - triedNanos >= pause.toNanos()) {
      open(nowNanos);
    }
  }

  /** Each time later: one that is shut again at once costs threads that never end. */
  private void open(long nowNanos) {
    triedNanos = nowNanos;
    pause = pause.isZero() ? LOOK : pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    try {
      entrance.open();
      LOG.warn("The door at {} is open again.", entrance.address());
    } catch (BindException | RuntimeException | Error still) { // such as no more threads
      LOG.warn(
          "The door at {} cannot be opened yet ({}); the next try is in {} s.",
          entrance.address(),
          still.toString(),
          pause.toSeconds());
    }
  }

  @Override
  public void close() {
    ended = true;
  }
}
