package org.greenwave.server.watch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Passes on which watchers have left, on a thread that may do anything. */
final class Departures {
  private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
  private final Thread thread;

  Departures(Consumer<String> told) {
    thread = Thread.ofVirtual().name("departures").start(() -> tell(told));
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
