package org.greenwave.proving.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every server believed and when: each is asked ten times a second until this is closed. */
public final class Beliefs implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final List<Belief> beliefs = new ArrayList<>();
  private final Map<String, Belief> last = new HashMap<>();
  private final Map<String, Belief> answered = new HashMap<>();
  private final List<String> falls = new ArrayList<>();
  private final Acts acts = new Acts();
  private final List<Thread> askers = new ArrayList<>();
  private volatile boolean closed;

  Beliefs() {}

  /** Begins to ask all servers. */
  public static Beliefs of(Cluster cluster) {
    return of(cluster, cluster.servers());
  }

  /** Begins to ask these servers; one that is none yet is taken for silent. */
  public static Beliefs of(Cluster cluster, List<String> servers) {
    Beliefs beliefs = new Beliefs();
    for (String server : servers) {
      Api api = cluster.api(server).patient(PATIENCE);
      beliefs.askers.add(
          Thread.ofVirtual().name("ask-" + server).start(() -> beliefs.ask(server, api)));
    }
    return beliefs;
  }

  private void ask(String server, Api api) {
    while (!closed) {
      try {
        Instant asked = Instant.now();
        JsonNode health = api.read("/health");
        Instant told = Instant.now();
        Belief belief = Belief.of(Instant.now(), server, health, api.read("/api/v1/status"));
        note(belief);
        acts(belief, health.path("leaseLeftMillis").asLong(0) > 0, asked, told);
      } catch (IOException silent) {
        note(Belief.silent(Instant.now(), server));
        ended(server);
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  synchronized void acts(Belief belief, boolean leased, Instant asked, Instant told) {
    if (belief.hosts() && leased) {
      acts.note(new Acts.Act(belief.server(), belief.fence(), asked, told));
    } else {
      acts.ended(belief.server());
    }
  }

  private synchronized void ended(String server) {
    acts.ended(server);
  }

  synchronized void note(Belief belief) {
    Belief before = last.put(belief.server(), belief);
    if (before == null || !before.same(belief)) {
      beliefs.add(belief);
    }
    if (belief.answered()) {
      rises(before, belief);
    }
  }

  /**
   * Within one run of its process nothing a server knows may fall. One that was silent meanwhile
   * may be another run, which catches up first; then it must know all that it has ever told.
   */
  private void rises(@Nullable Belief before, Belief now) {
    Belief latest = answered.getOrDefault(now.server(), now);
    boolean caughtUp = now.version() >= latest.version();
    if (before != null && before.answered()) {
      compare(before, now);
    }
    if (caughtUp) {
      compare(latest, now);
      answered.put(now.server(), now);
    }
  }

  private void compare(Belief earlier, Belief now) {
    if (now.fence() < earlier.fence()) {
      falls.add("L2: a fence fell from %s to %s".formatted(earlier.line(), now.line()));
    }
    if (now.version() < earlier.version()) {
      falls.add("L7: a server went back from %s to %s".formatted(earlier.line(), now.line()));
    }
  }

  /** Who knows less than it has told before (law L7), each a sentence; for when all are well. */
  public synchronized List<String> behind() {
    return answered.values().stream()
        .filter(it -> current(it).answered() && current(it).version() < it.version())
        .map(it -> "L7: %s has lost what it knew: %s".formatted(current(it).line(), it.line()))
        .toList();
  }

  private Belief current(Belief earlier) {
    return last.getOrDefault(earlier.server(), earlier);
  }

  /** What a server knew is gone on purpose: it has lost its disk, or was removed. */
  public synchronized void lost(String server) {
    answered.remove(server);
    last.remove(server);
  }

  /** What speaks against laws L1 and L2, each a sentence. */
  public synchronized List<String> breaches() {
    Set<String> breaches = new HashSet<>(falls);
    breaches.addAll(acts.breaches());
    Map<Long, Belief> hosts = new HashMap<>();
    for (Belief now : beliefs) {
      if (!now.answered() || now.moving() || now.host().isEmpty()) {
        continue;
      }
      Belief other = hosts.putIfAbsent(now.fence(), now);
      if (other != null && !other.host().equals(now.host())) {
        breaches.add("L2: one fence, two hosts: %s and %s".formatted(other.line(), now.line()));
      }
    }
    return List.copyOf(breaches);
  }

  /** The longest time for which two servers at once believed that they host the role. */
  public synchronized Duration longestOverlap() {
    Duration longest = Duration.ZERO;
    Set<String> hosting = new HashSet<>();
    Instant since = Instant.MAX;
    for (Belief now : beliefs) {
      boolean both = hosting.size() > 1;
      if (both && Duration.between(since, now.at()).compareTo(longest) > 0) {
        longest = Duration.between(since, now.at());
      }
      if (now.hosts()) {
        hosting.add(now.server());
      } else {
        hosting.remove(now.server());
      }
      since = hosting.size() < 2 ? Instant.MAX : both ? since : now.at();
    }
    return longest;
  }

  /** Writes down what changed and when. */
  public synchronized void write(Path file) throws IOException {
    Files.write(file, beliefs.stream().map(Belief::line).toList());
  }

  @Override
  public void close() {
    closed = true;
    askers.forEach(Thread::interrupt);
  }
}
