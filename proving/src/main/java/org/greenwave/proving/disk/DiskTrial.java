package org.greenwave.proving.disk;

import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.history.Reckoning;

/** Disks run full: a server's that hosts, one's that leads, the database's, all at once. */
public final class DiskTrial implements Trial {
  private static final int ROUNDS = 3;

  /** Units hold four periods: as long as all servers together may be away without a loss. */
  private static final LocalCluster.Work WORK = new LocalCluster.Work(10, 0);

  @Override
  public String claim() {
    return "A full disk is said, costs no edit and no sample, and is over once there is room.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    Disks disks = new Disks(LocalCluster.loopback());
    verdict.tell("starting three servers, a database and a field, each on a small disk of its own");
    try (LocalCluster cluster = LocalCluster.start(disks, WORK)) {
      Premises premises = new Premises(cluster, disks, verdict);
      premises.whole();
      Reckoning reckoning = Reckoning.begin(cluster, verdict);
      int rounds = options.brief() ? 1 : ROUNDS;
      for (int round = 1; round <= rounds; round++) {
        FullServer.host(premises);
        FullServer.leader(premises);
        new FullDatabase(premises).prove();
        reckoning.judge("after a host's, a leader's and the database's disk");
        new FullEverywhere(premises).nobodyVotes();
        new FullEverywhere(premises).logsRunOut();
        reckoning.judge("after all disks");
      }
    }
  }
}
