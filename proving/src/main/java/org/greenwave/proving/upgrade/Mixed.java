package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;

/** What happens to a system of which some servers have been upgraded and some have not. */
final class Mixed {
  private static final Duration TO_TAKE_OVER = Duration.ofSeconds(15);

  private final LocalCluster cluster;
  private final Upgrading upgrading;
  private final Verdict verdict;
  private final Watch watch;

  Mixed(LocalCluster cluster, Upgrading upgrading, Verdict verdict) {
    this.cluster = cluster;
    this.upgrading = upgrading;
    this.verdict = verdict;
    this.watch = new Watch(cluster);
  }

  /** The host is killed; another takes over, and the old one comes back as a standby. */
  void loseHost() throws IOException, InterruptedException, SQLException {
    String host = upgrading.settled();
    long fence = cluster.database().fence();
    long samples = cluster.database().samples();
    long began = System.nanoTime();
    Signals.kill(cluster.process(host));
    boolean raised = Wait.until(TO_TAKE_OVER, () -> cluster.database().fence() > fence);
    long millis = (System.nanoTime() - began) / 1_000_000;
    boolean stored = Wait.until(TO_TAKE_OVER, () -> cluster.database().samples() > samples);
    verdict.check(
        raised && stored,
        "%s was killed; after %d ms the fence was raised, and samples are stored: %s"
            .formatted(host, millis, watch.role(watch.others(host)).path("sentence").asString("")));
    upgrading.startAgain(host);
    upgrading.settled();
  }

  /** The new version is no good on a server, and the old one is put back. */
  void takeBack(String server) throws IOException, InterruptedException {
    upgrading.takeBack(server);
    verdict.check(
        upgrading.phase(server).equals("waiting"),
        "%s was taken back to the old version and works with the others".formatted(server));
  }
}
