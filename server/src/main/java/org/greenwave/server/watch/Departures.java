package org.greenwave.server.watch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which watchers have left, on threads that may do anything: one looks at proofs, so that the
 * other need not when a watcher has left. They are threads of the platform: to wake a virtual one
 * may start a carrier, and that would share the files of the thread that wakes it.
 */
final class Departures {
  /** Looks at what a watcher says. */
  interface Examiner {
    /** The name that a watcher proves; empty when it proves none. */
    String name(String line, String challenge);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
  private static final int WAITING_LIMIT = 64;

  /** What a thread does, again and again. */
  private interface Work {
    void once() throws InterruptedException;
  }

  private final BlockingQueue<Watcher> arrived = new ArrayBlockingQueue<>(WAITING_LIMIT);
  private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
  private final Examiner examiner;
  private final Thread examining;
  private final Thread telling;

  Departures(Examiner examiner, Consumer<String> told) {
    this.examiner = examiner;
    examining = start("watchers", () -> examine(arrived.take()));
    telling = start("departures", () -> told.accept(names.take()));
  }

  private static Thread start(String name, Work work) {
    return Thread.ofPlatform().daemon().name(name).start(() -> run(work));
  }

  private static void run(Work work) {
    try {
      while (true) {
        safely(work);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One watcher's nonsense must not leave the others untold. */
  private static void safely(Work work) throws InterruptedException {
    try {
      work.once();
    } catch (RuntimeException | Error failure) {
      LOG.error("What a watcher of this process said or did broke something.", failure);
    }
  }

  /** A watcher has said who it is. Returns at once; false when too many wait to be looked at. */
  boolean arrived(Watcher watcher) {
    return arrived.offer(watcher);
  }

  /** A watcher has left; who has proved no name was none. Returns at once. */
  void left(Watcher watcher) {
    watcher.leave();
    tell(watcher.name());
  }

  /** One that has left meanwhile is told of as well; twice does no harm. */
  private void examine(Watcher watcher) {
    String name = examiner.name(watcher.line(), watcher.challenge());
    if (name.isEmpty()) {
      watcher.refuse();
      return;
    }
    watcher.proved(name);
    if (watcher.gone()) {
      tell(name);
    }
  }

  /** Tells of a name, unless it is empty. */
  void tell(String name) {
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  void end() {
    examining.interrupt();
    telling.interrupt();
  }
}
