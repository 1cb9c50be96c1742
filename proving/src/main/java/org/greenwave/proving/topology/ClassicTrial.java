package org.greenwave.proving.topology;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Topology;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Samples;

/** One Directory server and two expansion servers, each of which dies and comes back. */
public final class ClassicTrial implements Trial {
  private static final Duration QUIET = Duration.ofSeconds(7);
  private static final int ROUNDS = 3;

  @Override
  public String claim() {
    return "With one Directory server, roles fail over while it lives and go on while it does not.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    verdict.tell("starting a Directory server, two expansion servers, a database and a field");
    try (LocalCluster cluster = LocalCluster.start(Topology.CLASSIC)) {
      Watch watch = new Watch(cluster);
      String first = Topology.CLASSIC.list().getFirst();
      verdict.check(watch.settled().equals(first), first + ", the first on the list, hosts");
      Samples samples = Samples.begin(cluster);
      Set<Long> committed = new HashSet<>(cluster.database().keys());
      Takeover takeover = new Takeover(cluster, watch, verdict);
      int rounds = options.brief() ? 1 : ROUNDS;
      for (int round = 0; round < rounds; round++) {
        returns(cluster, watch, takeover.kill(watch.settled()), verdict);
        new LostDirectory(cluster, watch, verdict).prove();
        committed.addAll(cluster.database().keys());
        returns(cluster, watch, takeover.kill(watch.settled()), verdict);
      }
      if (!options.brief()) {
        takeover.killWithDirectory(watch.settled());
      }
      judge(cluster, committed, verdict);
      samples.check(verdict);
    }
  }

  /** A server that was killed is started again, and becomes a standby. */
  private static void returns(Cluster cluster, Watch watch, String dead, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    String host = watch.host(watch.others(dead)).orElse("nobody");
    long fence = cluster.database().fence();
    cluster.start(dead);
    watch.settled();
    verdict.check(
        Wait.throughout(QUIET, () -> host.equals(watch.host(cluster.servers()).orElse("nobody")))
            && cluster.database().fence() == fence,
        "%s is back as a standby; %s stays the host under fence %d".formatted(dead, host, fence));
  }

  private static void judge(Cluster cluster, Set<Long> committed, Verdict verdict)
      throws SQLException {
    Set<Long> lost = new HashSet<>(committed);
    lost.removeAll(cluster.database().keys());
    verdict.check(
        lost.isEmpty(),
        "of %d committed samples lost: %d".formatted(committed.size(), lost.size()));
    verdict.tell("samples stored: " + cluster.database().samples());
  }
}
