package org.greenwave.proving.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/** The healthy role, asked all the time on its host: it must not notice. */
final class Bystander implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Api api;
  private final String host;
  private int answered;
  private int unanswered;
  private int elsewhere;
  private long ledNanos = System.nanoTime();
  private long longestWithoutLeaderMillis;
  private long slowestMillis;

  Bystander(LocalCluster cluster, String host) {
    this.host = host;
    this.api = cluster.api(host).patient(PATIENCE);
    timer.scheduleWithFixedDelay(this::ask, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void ask() {
    long began = System.nanoTime();
    try {
      JsonNode role = api.read(Watch.path(""));
      JsonNode summary = api.read(Watch.path("/summary"));
      boolean stays =
          role.path("host").asString("").equals(host)
              && role.path("state").asString("").equals("hosted")
              && summary.has("samplesStored");
      elsewhere += stays ? 0 : 1;
      answered++;
      slowestMillis = Math.max(slowestMillis, (System.nanoTime() - began) / 1_000_000);
      led(api.read("/api/v1/status").path("directory").path("leader").asString(""));
    } catch (IOException failure) {
      unanswered++;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void led(String leader) {
    long now = System.nanoTime();
    if (leader.isEmpty()) {
      longestWithoutLeaderMillis =
          Math.max(longestWithoutLeaderMillis, (now - ledNanos) / 1_000_000);
    } else {
      ledNanos = now;
    }
  }

  /** Whether the role was where it belongs and answered, each time. */
  synchronized boolean undisturbed() {
    return answered > 0 && unanswered == 0 && elsewhere == 0;
  }

  synchronized long longestWithoutLeaderMillis() {
    return longestWithoutLeaderMillis;
  }

  /** What was seen. */
  synchronized String summary() {
    return "on %s answered %d times, not answered %d, not hosted there %d; the slowest %d ms"
        .formatted(host, answered, unanswered, elsewhere, slowestMillis);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
