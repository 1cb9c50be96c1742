package org.greenwave.proving.recovery;

import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.namespaces.Network;

/** The Directory's majority is lost, then all of it; the handbook is followed; the old return. */
public final class RecoveryTrial implements Trial {
  private static final int ROUNDS = 3;

  /** Units hold four periods: as long as a loss of everything may last without one of samples. */
  private static final LocalCluster.Work WORK = new LocalCluster.Work(10, 0);

  @Override
  public String claim() {
    return "What OPERATING.md says brings a lost Directory back, and who returns does no harm.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    int rounds = options.brief() ? 1 : ROUNDS;
    for (int round = 1; round <= rounds; round++) {
      verdict.tell("round %d: three servers, a database and a field".formatted(round));
      Network network = Network.lay();
      try (LocalCluster cluster = LocalCluster.start(network, WORK)) {
        Ground ground = new Ground(cluster, network, verdict);
        new LostMajority(ground).prove();
        new LostSystem(ground).prove();
      }
    }
  }
}
