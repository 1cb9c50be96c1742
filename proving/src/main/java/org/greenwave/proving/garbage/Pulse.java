package org.greenwave.proving.garbage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;

/** Asks every server all the time how it is, and notes how long the slowest answer took. */
final class Pulse implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final AtomicLong slowestNanos = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  Pulse(Cluster cluster) {
    List<Api> apis = new ArrayList<>();
    cluster.servers().forEach(server -> apis.add(cluster.api(server)));
    for (Api api : apis) {
      timer.scheduleWithFixedDelay(
          () -> beat(api), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  long slowestMillis() {
    return slowestNanos.get() / 1_000_000;
  }

  int unanswered() {
    return unanswered.get();
  }

  int answered() {
    return answered.get();
  }

  private void beat(Api api) {
    long began = System.nanoTime();
    try {
      api.read("/health");
      answered.incrementAndGet();
    } catch (IOException e) {
      unanswered.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
