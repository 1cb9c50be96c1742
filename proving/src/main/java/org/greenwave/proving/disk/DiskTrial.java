package org.greenwave.proving.disk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.history.Reckoning;

/** Disks run full: a server's that hosts, one's that leads, the database's, all at once. */
public final class DiskTrial implements Trial {
  private static final int ROUNDS = 3;

  /** What takes least time. */
  private static final String BRIEF = "leader,database";

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
      String only = options.value("only").orElse(options.brief() ? BRIEF : "");
      for (int round = 1; round <= rounds; round++) {
        round(premises, reckoning, only);
      }
    }
  }

  private static void round(Premises premises, Reckoning reckoning, String only) throws Exception {
    Map<String, Case> cases = new LinkedHashMap<>();
    cases.put("host", () -> FullServer.host(premises));
    cases.put("leader", () -> FullServer.leader(premises));
    cases.put("database", () -> new FullDatabase(premises).prove());
    cases.put("votes", () -> new FullEverywhere(premises).nobodyVotes());
    cases.put("logs", () -> new FullEverywhere(premises).logsRunOut());
    for (Map.Entry<String, Case> each : cases.entrySet()) {
      if (only.isEmpty() || List.of(only.split(",")).contains(each.getKey())) {
        each.getValue().prove();
        reckoning.judge("after \"%s\"".formatted(each.getKey()));
      }
    }
  }

  /** Whose disk runs full, by the word for {@code --only}. */
  private interface Case {
    void prove() throws Exception;
  }
}
