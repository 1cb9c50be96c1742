package org.greenwave.proving.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Watch;

/**
 * Edits the role's description without a pause, by whichever server takes it, and remembers what
 * was acknowledged. Each edit takes some kilobytes of the log.
 */
final class Clerk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** As long as a description may be. */
  private static final String LONG_TEXT = "€".repeat(1_900);

  private final Cluster cluster;
  private final Thread thread;
  private final long before;
  private final List<Integer> unknown = new ArrayList<>();
  private int attempts;
  private int acknowledged;
  private int last;
  private long lastNanos = System.nanoTime();
  private long longestNanos;
  private volatile boolean closed;

  private Clerk(Cluster cluster, String asked) throws IOException, InterruptedException {
    this.cluster = cluster;
    before = version(cluster.api(asked));
    thread = Thread.ofVirtual().name("clerk").start(this::run);
  }

  /** Begins to edit, a server being there that tells what there is. */
  static Clerk begin(Cluster cluster, String asked) throws IOException, InterruptedException {
    return new Clerk(cluster, asked);
  }

  private static long version(Api api) throws IOException, InterruptedException {
    return Long.parseLong(api.send("GET", Watch.path(""), "", "").etag().replaceAll("\\D", ""));
  }

  private void run() {
    try {
      while (!closed) {
        if (!attempt()) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt() throws InterruptedException {
    for (String server : cluster.servers()) {
      if (closed) {
        return true;
      }
      int number = ++attempts;
      String json = "{\"description\":\"edit %d %s\"}".formatted(number, LONG_TEXT);
      try {
        int status = cluster.api(server).patient(PATIENCE).edit(Watch.path(""), json).status();
        if (status == 200) {
          acknowledge(number);
          return true;
        }
        doubt(number);
      } catch (IOException nobodyKnows) {
        doubt(number);
      }
    }
    return false;
  }

  private synchronized void acknowledge(int number) {
    acknowledged++;
    last = number;
    unknown.clear();
    longestNanos = Math.max(longestNanos, System.nanoTime() - lastNanos);
    lastNanos = System.nanoTime();
  }

  /** Even one that was refused may have been taken by a leader that ended before it knew. */
  private synchronized void doubt(int number) {
    unknown.add(number);
  }

  synchronized int acknowledged() {
    return acknowledged;
  }

  /** The longest time without an acknowledgement, so far. */
  synchronized Duration longestPause() {
    return Duration.ofNanos(Math.max(longestNanos, System.nanoTime() - lastNanos));
  }

  /** Stops editing. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What speaks against this: a server has every edit that was acknowledged (law L7). */
  List<String> breaches(String server) throws IOException, InterruptedException {
    List<String> breaches = new ArrayList<>();
    Api api = cluster.api(server);
    String read = api.read(Watch.path("")).path("description").asString("");
    int shown = read.startsWith("edit ") ? Integer.parseInt(read.split(" ", 3)[1]) : 0;
    if (shown != last && !unknown.contains(shown)) {
      breaches.add(
          "L7: %s shows edit %d; %d was acknowledged last, unknown are %s"
              .formatted(server, shown, last, unknown));
    }
    long edits = version(api) - before;
    if (edits < acknowledged) {
      breaches.add(
          "L7: %s has %d edits, and %d were acknowledged".formatted(server, edits, acknowledged));
    }
    return breaches;
  }
}
