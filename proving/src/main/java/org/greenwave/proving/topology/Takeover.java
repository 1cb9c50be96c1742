package org.greenwave.proving.topology;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Topology;
import org.greenwave.proving.cluster.Watch;

/** The host dies, and the other expansion server takes over. */
final class Takeover {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration WITHOUT_DIRECTORY = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final Watch watch;
  private final Verdict verdict;

  Takeover(Cluster cluster, Watch watch, Verdict verdict) {
    this.cluster = cluster;
    this.watch = watch;
    this.verdict = verdict;
  }

  /** Kills the host, and returns its name. */
  String kill(String host) throws IOException, InterruptedException, SQLException {
    long fence = cluster.database().fence();
    long samples = cluster.database().samples();
    long began = System.nanoTime();
    Signals.kill(cluster.process(host));
    awaitOther(host, fence, samples, began);
    return host;
  }

  private void awaitOther(String old, long fence, long samples, long began)
      throws IOException, InterruptedException, SQLException {
    boolean raised = Wait.until(PATIENCE, () -> cluster.database().fence() > fence);
    long fenced = millisSince(began);
    boolean shown = Wait.until(PATIENCE, () -> host().equals(other(old)));
    verdict.check(
        raised && shown,
        "%s died; %s raised the fence to %d after %d ms: %s"
            .formatted(
                old,
                host(),
                cluster.database().fence(),
                fenced,
                watch.role(watch.others(old)).path("sentence").asString("")));
    boolean stored = Wait.until(PATIENCE, () -> cluster.database().samples() > samples);
    verdict.check(stored, "the next sample was stored after %d ms".formatted(millisSince(began)));
  }

  private static String other(String server) {
    return Topology.CLASSIC.list().stream()
        .filter(it -> !it.equals(server))
        .findFirst()
        .orElseThrow();
  }

  private String host() throws IOException, InterruptedException {
    return watch.host(cluster.servers()).orElse("nobody");
  }

  /** Kills the Directory server and then the host: nobody may take over before it is back. */
  void killWithDirectory(String host) throws IOException, InterruptedException, SQLException {
    String directory = cluster.servers().getFirst();
    long fence = cluster.database().fence();
    Signals.kill(cluster.process(directory), cluster.process(host));
    verdict.check(
        Wait.throughout(WITHOUT_DIRECTORY, () -> cluster.database().fence() == fence),
        "%s and %s died; nobody takes over unasked".formatted(directory, host));
    long samples = cluster.database().samples();
    long began = System.nanoTime();
    cluster.start(directory);
    awaitOther(host, fence, samples, began);
    cluster.start(host);
    watch.settled();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
