package org.greenwave.proving.clocks;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Beliefs;
import org.greenwave.proving.history.DecidedLog;
import org.greenwave.proving.history.Samples;

/** Three servers whose clocks differ, and jump, while the role is moved and its host killed. */
public final class ClocksTrial implements Trial {
  private static final LocalCluster.Work WORK = new LocalCluster.Work(5, 0);
  private static final Duration A_LITTLE = Duration.ofSeconds(20);
  private static final int BRIEF = 3;
  private static final int ROUNDS = 12;

  /** What clocks are set to; the servers of a round have different ones. */
  private static final List<Duration> AHEAD =
      List.of(
          Duration.ofDays(1),
          Duration.ofSeconds(-5),
          Duration.ofHours(-1),
          Duration.ofDays(30),
          Duration.ofSeconds(7),
          Duration.ofDays(-1),
          Duration.ofHours(1),
          Duration.ofDays(-30),
          Duration.ZERO);

  @Override
  public String claim() {
    return "Clocks that differ and jump, by days too, move no role and misplace no sample.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    verdict.tell("starting three servers with clocks of their own, a database and a field");
    Instant begun = Instant.now();
    WrongClocks clocks = WrongClocks.on(LocalCluster.loopback());
    clocks.set("beta", Duration.ofSeconds(3));
    clocks.set("gamma", Duration.ofSeconds(-4));
    try (LocalCluster cluster = LocalCluster.start(clocks, WORK)) {
      new Watch(cluster).settled();
      Samples samples = Samples.begin(cluster);
      Audit audit = new Audit(cluster.database());
      audit.begin();
      try (Beliefs beliefs = Beliefs.of(cluster)) {
        Rounds rounds = new Rounds(cluster, clocks, verdict);
        List<Duration> ahead = new ArrayList<>(AHEAD);
        Collections.shuffle(ahead, new Random(options.seed()));
        int count = options.brief() ? BRIEF : ROUNDS;
        for (int round = 0; round < count; round++) {
          rounds.play(round, ahead);
        }
        new Watch(cluster).settled();
        judge(cluster, audit, beliefs, verdict);
        samples.check(verdict);
      }
      judgeTimes(cluster, begun, verdict);
    }
  }

  /** By the database's clock, which nobody has touched. */
  private static void judgeTimes(LocalCluster cluster, Instant begun, Verdict verdict)
      throws SQLException {
    long elsewhere =
        cluster.database().samplesOutside(begun.minus(A_LITTLE), Instant.now().plus(A_LITTLE));
    verdict.check(
        elsewhere == 0, "L3: samples of another time than that of this trial: " + elsewhere);
  }

  private static void judge(LocalCluster cluster, Audit audit, Beliefs beliefs, Verdict verdict)
      throws Exception {
    List<String> breaches = audit.breaches();
    verdict.check(
        breaches.isEmpty(),
        "%d transactions under %d fences, none under a lower one: %s"
            .formatted(audit.transactions(), audit.raises().size(), breaches));
    verdict.check(
        beliefs.breaches().isEmpty(), "what servers believed agrees: " + beliefs.breaches());
    verdict.check(new DecidedLog(cluster).agreed(), "L7: all servers tell the same history");
  }
}
