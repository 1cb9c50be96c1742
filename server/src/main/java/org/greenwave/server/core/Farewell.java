package org.greenwave.server.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.directory.failover.Leaving;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does before it stops in order: it says so, and lets others take over what it has.
 */
final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private static final long PACE_NANOS = 5_000_000;

  private volatile boolean begun;

  /** Whether this server is being stopped. */
  boolean begun() {
    return begun;
  }

  /** Says so by a beat, and waits until nobody can take anything more, but not for long. */
  void say(Node node, Runnable beat) {
    long beganNanos = System.nanoTime();
    begun = true;
    CompletableFuture<Void> said = new CompletableFuture<>();
    node.loop()
        .post(() -> {
          beat.run();
          said.complete(null);
        });
    while (since(beganNanos) < Leaving.MOST_MILLIS && (!said.isDone() || waits(node))) {
      LockSupport.parkNanos(PACE_NANOS);
    }
    long millis = since(beganNanos);
    if (waits(node)) {
      LOG.warn("Nobody took over in {} ms what {} had; it ends.", millis, node.identity().name());
    } else {
      LOG.info("{} was asked to end {} ms ago, and ends.", node.identity().name(), millis);
    }
  }

  private static long since(long beganNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
  }

  private static boolean waits(Node node) {
    String self = node.identity().name();
    boolean leads = node.seat().filter(DirectorySeat::leading).isPresent();
    return node.situation()
        .map(now -> Leaving.waits(self, now, leads))
        .orElseGet(() -> Leaving.waits(self, node.view().directory(), node.hasLease()));
  }
}
