package org.greenwave.app.demo;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.app.demo.RoleDatabase.Pulse;

/**
 * Looks at the role database every two milliseconds: when does the fence rise, when is the first
 * sample committed under the new fence? It also checks, at each look, that fences only rise and
 * that a fence belongs to one host (laws L1 and L2).
 */
final class FailoverWatch implements AutoCloseable {
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(2).toNanos();

  /**
   * What was seen of one failover, on this process's monotonic clock.
   *
   * @param fence the new fence
   * @param server its host
   * @param raisedNanos when the new fence was first seen
   * @param sampleNanos when a sample committed under it was first seen
   */
  record Seen(long fence, String server, long raisedNanos, long sampleNanos) {}

  private final RoleDatabase database;
  private final CompletableFuture<Seen> seen = new CompletableFuture<>();
  private final List<String> brokenLaws = new ArrayList<>();
  private final Thread looking;
  private final Pulse before;
  private Pulse last;
  private long raisedNanos;
  private volatile boolean closed;

  private FailoverWatch(RoleDatabase database, Pulse before) {
    this.database = database;
    this.before = before;
    this.last = before;
    this.looking = Thread.ofPlatform().daemon().name("failover watch").unstarted(this::look);
  }

  /** Begins to look; what is there now is what it was before the failover. */
  static FailoverWatch begin(RoleDatabase database) throws SQLException {
    Pulse before =
        database.pulse().orElseThrow(() -> new SQLException("The role was never activated."));
    FailoverWatch watch = new FailoverWatch(database, before);
    watch.looking.start();
    return watch;
  }

  /** The fence before the failover. */
  long fenceBefore() {
    return before.fence();
  }

  /** Completes with the first sample under a higher fence. */
  CompletableFuture<Seen> seen() {
    return seen;
  }

  private void look() {
    try {
      while (!closed) {
        Optional<Pulse> pulse = database.pulse();
        long now = System.nanoTime();
        pulse.ifPresent(one -> take(one, now));
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
    } catch (SQLException e) {
      seen.completeExceptionally(e);
    }
  }

  private synchronized void take(Pulse pulse, long now) {
    check(pulse);
    if (pulse.fence() > last.fence()) {
      raisedNanos = now;
    }
    last = pulse;
    boolean newer = pulse.fence() > before.fence() && pulse.underFence();
    if (newer && pulse.samples() > before.samples()) {
      seen.complete(new Seen(pulse.fence(), pulse.server(), raisedNanos, now));
    }
  }

  private void check(Pulse pulse) {
    if (pulse.fence() < last.fence()) {
      brokenLaws.add("L2: the fence fell from " + last.fence() + " to " + pulse.fence() + ".");
    }
    if (pulse.fence() == last.fence() && !pulse.server().equals(last.server())) {
      String both = last.server() + " and " + pulse.server();
      brokenLaws.add("L1: the fence " + pulse.fence() + " belonged to " + both + ".");
    }
    if (pulse.samples() < last.samples()) {
      String both = last.samples() + " to " + pulse.samples();
      brokenLaws.add("L3: the number of stored samples fell from " + both + ".");
    }
  }

  /** The laws that were seen broken so far, each a sentence. */
  synchronized List<String> brokenLaws() {
    return List.copyOf(brokenLaws);
  }

  /** Stops looking. */
  @Override
  public void close() {
    closed = true;
    try {
      looking.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
