package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Beliefs;
import org.greenwave.proving.history.DecidedLog;
import org.greenwave.proving.history.Samples;

/**
 * Three servers are upgraded one by one, by the plan that the API gives, while the host is killed
 * and one server is taken back; then there is no way back.
 */
public final class UpgradeTrial implements Trial {
  private static final String NEWER = "0.2.0";
  private static final int LEVEL = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
      Samples samples = Samples.begin(cluster);
      Audit audit = new Audit(cluster.database());
      audit.begin();
      try (Beliefs beliefs = Beliefs.of(cluster)) {
        play(options, cluster, upgrading, verdict);
        samples.check(verdict);
        judge(cluster, audit, beliefs, verdict);
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

  private static void judge(LocalCluster cluster, Audit audit, Beliefs beliefs, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    List<String> breaches = audit.breaches();
    verdict.check(
        breaches.isEmpty(),
        "%d transactions under %d fences, none under a lower one: %s"
            .formatted(audit.transactions(), audit.raises().size(), breaches));
    verdict.check(
        beliefs.breaches().isEmpty(), "what servers believed agrees: " + beliefs.breaches());
    verdict.check(new DecidedLog(cluster).agreed(), "L7: all servers tell the same history");
    boolean hosted = new Watch(cluster).host(cluster.servers()).isPresent();
    verdict.check(hosted, "no failover is left undone");
  }
}
