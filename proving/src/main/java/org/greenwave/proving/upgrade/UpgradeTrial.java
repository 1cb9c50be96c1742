package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.greenwave.app.judge.Evidence;
import org.greenwave.app.judge.FieldJournal;
import org.greenwave.app.judge.Judgement;
import org.greenwave.app.judge.Served;
import org.greenwave.app.judge.Stored;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Beliefs;
import org.greenwave.proving.history.DecidedLog;

/**
 * Three servers are upgraded one by one, by the plan that the API gives, while the host is killed
 * and one server is taken back; then there is no way back.
 */
public final class UpgradeTrial implements Trial {
  private static final String NEWER = "0.2.0";
  private static final int LEVEL = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LATE = Duration.ofSeconds(20);

  @Override
  public String claim() {
    return "A system is upgraded server by server with failover on, and back until the last one.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    Path folder = Files.createTempDirectory("greenwave-build-");
    verdict.tell("starting three servers, a database and a field");
    try (LocalCluster cluster = LocalCluster.start()) {
      Upgrading upgrading = new Upgrading(cluster, OtherBuild.make(folder, NEWER, LEVEL), verdict);
      upgrading.settled();
      Wait.demand(PATIENCE, "a sample of every zone", () -> knowsAll(cluster));
      Audit audit = new Audit(cluster.database());
      audit.begin();
      long begunMillis = System.currentTimeMillis();
      try (Beliefs beliefs = Beliefs.of(cluster)) {
        play(options, cluster, upgrading, verdict);
        judge(cluster, audit, beliefs, begunMillis, verdict);
      }
    } finally {
      Files.deleteIfExists(folder.resolve("build-" + NEWER + ".jar"));
      Files.deleteIfExists(folder);
    }
  }

  private static void play(
      Options options, LocalCluster cluster, Upgrading upgrading, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    Mixed mixed = new Mixed(cluster, upgrading, verdict);
    upgrading.upgradeNext();
    mixed.loseHost();
    String second = upgrading.upgradeNext();
    if (!options.brief()) {
      mixed.loseHost();
    }
    mixed.takeBack(second);
    while (!upgrading.next().isEmpty()) {
      verdict.check(level(upgrading) == 1, "the Directory is at level 1 while one is left");
      upgrading.upgradeNext();
    }
    boolean risen = Wait.until(PATIENCE, () -> level(upgrading) == LEVEL);
    verdict.check(risen, "the Directory has risen to level " + level(upgrading));
    upgrading.settled();
    new TooLate(cluster, upgrading, verdict).prove(second);
    mixed.loseHost();
  }

  private static int level(Upgrading upgrading) throws IOException, InterruptedException {
    return upgrading.plan().path("level").path("now").asInt(0);
  }

  /** What was never known is promised to nobody. */
  private static boolean knowsAll(LocalCluster cluster) throws IOException, SQLException {
    var measured =
        FieldJournal.read(cluster.journal(), 0).stream()
            .filter(Served::always)
            .map(Served::zone)
            .collect(Collectors.toSet());
    var stored =
        cluster.database().stored(0).stream().map(Stored::zone).collect(Collectors.toSet());
    return !measured.isEmpty() && stored.containsAll(measured);
  }

  private static void judge(
      LocalCluster cluster, Audit audit, Beliefs beliefs, long begunMillis, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    long horizonMillis = Instant.now().toEpochMilli();
    Wait.until(LATE, () -> samples(cluster, begunMillis, horizonMillis).held());
    var samples = samples(cluster, begunMillis, horizonMillis);
    verdict.check(
        samples.held(),
        "of %d periods of the field's journal %d lost, %d stored twice, %d wrong%s"
            .formatted(
                samples.expected(),
                samples.lost().size(),
                samples.twice().size(),
                samples.wrong().size() + samples.unrecorded().size(),
                samples.held() ? "" : ": " + samples.findings().stream().limit(3).toList()));
    List<String> breaches = audit.breaches();
    verdict.check(
        breaches.isEmpty(),
        "%d transactions under %d fences, none under a lower one: %s"
            .formatted(audit.transactions(), audit.raises().size(), breaches));
    verdict.check(
        beliefs.breaches().isEmpty(), "what servers believed agrees: " + beliefs.breaches());
    verdict.check(new DecidedLog(cluster).agreed(), "all servers tell the same history");
    boolean hosted = new Watch(cluster).host(cluster.servers()).isPresent();
    verdict.check(hosted, "no failover is left undone");
  }

  private static org.greenwave.app.judge.Verdict samples(
      LocalCluster cluster, long begunMillis, long horizonMillis) throws IOException, SQLException {
    return Judgement.judge(
        new Evidence(
            FieldJournal.read(cluster.journal(), 0),
            cluster.database().stored(0),
            cluster.database().gaps(0),
            new Evidence.Window(begunMillis, horizonMillis, cluster.periodMillis())));
  }
}
