package org.greenwave.proving.garbage;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;

/** Asks every server all the time how it is, and notes how long the slowest answer took. */
final class Pulse implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final long began = System.nanoTime();
  private final Map<String, Answer> slowest = new ConcurrentHashMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();

  /** An answer: how long it took, and when it was asked for, since the first question. */
  private record Answer(long millis, long atMillis) {
    Answer slower(Answer other) {
      return millis >= other.millis ? this : other;
    }
  }

  Pulse(Cluster cluster) {
    for (String server : cluster.servers()) {
      Api api = cluster.api(server);
      timer.scheduleWithFixedDelay(
          () -> beat(server, api), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  long slowestMillis() {
    return slowest.values().stream().mapToLong(Answer::millis).max().orElse(0);
  }

  /** The slowest answer of each server: one that only those under attack gave was their doing. */
  String slowest() {
    return new TreeMap<>(slowest)
        .entrySet().stream()
            .map(it ->
                "%s %d ms (at %.1f s)"
                    .formatted(it.getKey(), it.getValue().millis(), it.getValue().atMillis() / 1e3))
            .collect(Collectors.joining(", "));
  }

  int unanswered() {
    return unanswered.get();
  }

  int answered() {
    return answered.get();
  }

  private void beat(String server, Api api) {
    long asked = System.nanoTime();
    try {
      api.read("/health");
      answered.incrementAndGet();
    } catch (IOException e) {
      unanswered.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Answer answer =
        new Answer((System.nanoTime() - asked) / 1_000_000, (asked - began) / 1_000_000);
    slowest.merge(server, answer, Answer::slower);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
