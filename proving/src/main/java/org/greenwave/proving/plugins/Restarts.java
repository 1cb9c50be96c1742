package org.greenwave.proving.plugins;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;

/** Starts servers again that have ended, as a machine's service supervision does, and counts. */
final class Restarts implements AutoCloseable {
  private static final long LOOK_MILLIS = 200;

  private final LocalCluster cluster;
  private final Verdict verdict;
  private final List<Ending> endings = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private boolean paused;

  /** A server process that has ended, and its exit code. */
  record Ending(String server, int code) {}

  Restarts(LocalCluster cluster, Verdict verdict) {
    this.cluster = cluster;
    this.verdict = verdict;
    timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    for (String server : cluster.servers()) {
      OptionalInt code = cluster.exitCode(server);
      if (!paused && code.isPresent()) {
        endings.add(new Ending(server, code.getAsInt()));
        verdict.tell(
            "%s has ended with %d; it is started again".formatted(server, code.getAsInt()));
        start(server);
      }
    }
  }

  private void start(String server) {
    try {
      cluster.start(server);
    } catch (IOException failure) {
      verdict.check(false, server + " could not be started again: " + failure.getMessage());
    }
  }

  /** What is dead stays dead, or is started again. */
  synchronized void pause(boolean on) {
    paused = on;
  }

  /** What has ended so far, in order. */
  synchronized List<Ending> endings() {
    return List.copyOf(endings);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
