package org.greenwave.server.watch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Passes on which watchers have left, on a thread that may do anything. That thread is there all
 * the time: waking a virtual one may start a carrier for it, in the thread that wakes it, and the
 * carrier would share the {@link OwnFiles} of that thread.
 */
final class Departures {
  private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
  private final Thread thread;

  Departures(Consumer<String> told) {
    thread = Thread.ofPlatform().daemon().name("departures").start(() -> tell(told));
  }

  /** A watcher has left. Returns at once. */
  void left(String watcher) {
    names.add(watcher);
  }

  void end() {
    thread.interrupt();
  }

  private void tell(Consumer<String> told) {
    try {
      while (true) {
        told.accept(names.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
