package org.greenwave.app.demo;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.greenwave.app.cluster.Child;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.demo.FailoverWatch.Seen;
import org.greenwave.app.demo.SystemView.RoleNow;
import org.greenwave.app.judge.Verdict;
import org.greenwave.cli.text.Ink.Tone;

/** Shows one failover: who hosts, the kill, who took over, why, how long it took, what was lost. */
final class FailoverShow {
  private static final Duration TAKEOVER = Duration.ofSeconds(30);
  private static final Duration WARM_AGAIN = Duration.ofSeconds(90);
  private static final int MOST_FINDINGS = 5;

  private final Cluster cluster;
  private final SystemView system;
  private final RoleDatabase database;
  private final Referee referee;
  private final Timeline timeline;

  FailoverShow(
      Cluster cluster,
      SystemView system,
      RoleDatabase database,
      Referee referee,
      Timeline timeline) {
    this.cluster = cluster;
    this.system = system;
    this.database = database;
    this.referee = referee;
    this.timeline = timeline;
  }

  /** Kills the host, and tells what happens until it is a warm standby again. */
  Failover show() throws ClusterException, SQLException, IOException, InterruptedException {
    RoleNow before = hosted();
    Child host = cluster.child(before.host());
    timeline.good(
        before.host() + " hosts tss (process " + host.pid() + ", fence " + before.fence() + ").");
    timeline.more(before.sentence());
    try (FailoverWatch watch = FailoverWatch.begin(database)) {
      long killed = System.nanoTime();
      host.kill();
      timeline.tell(Tone.BAD, "✗", "kill -9 " + host.pid());
      Seen seen = await(watch);
      RoleNow after = tellTakeover(before, seen, killed);
      awaitStandby(before.host());
      Verdict verdict = referee.judge();
      Failover failover =
          new Failover(
              before.host(),
              seen.server(),
              seen.fence(),
              Duration.ofNanos(seen.raisedNanos() - killed),
              Duration.ofNanos(seen.sampleNanos() - killed),
              after.sentence(),
              verdict,
              laws(watch, before, seen));
      tellVerdict(failover);
      return failover;
    }
  }

  private RoleNow hosted() throws ClusterException {
    SystemView.await(
        "No server hosts tss",
        TAKEOVER,
        () -> system.role().filter(role -> !role.host().isEmpty()).isPresent());
    return system.role().orElseThrow(() -> new ClusterException("No server tells of role tss."));
  }

  private static Seen await(FailoverWatch watch) throws ClusterException, InterruptedException {
    try {
      return watch.seen().get(TAKEOVER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ClusterException(
          "No server has committed a sample within " + TAKEOVER.toSeconds() + " s of the kill.");
    } catch (ExecutionException e) {
      throw new ClusterException("The role database cannot be read: " + e.getCause());
    }
  }

  private RoleNow tellTakeover(RoleNow before, Seen seen, long killed) throws ClusterException {
    SystemView.await("The API did not tell the new host", TAKEOVER, () -> told(seen).isPresent());
    RoleNow after = told(seen).orElse(before);
    timeline.good(seen.server() + " took over with fence " + seen.fence() + ".");
    timeline.more(after.sentence());
    long fence = Duration.ofNanos(seen.raisedNanos() - killed).toMillis();
    long sample = Duration.ofNanos(seen.sampleNanos() - killed).toMillis();
    timeline.more(
        "From the kill: "
            + fence
            + " ms to the new fence, "
            + sample
            + " ms to the next committed sample.");
    return after;
  }

  private Optional<RoleNow> told(Seen seen) {
    return system.role().filter(role -> role.fence() >= seen.fence() && !role.host().isEmpty());
  }

  private void awaitStandby(String server) throws ClusterException {
    SystemView.await(
        server + " did not become a warm standby again", WARM_AGAIN, () -> ready(server));
    timeline.good(server + " is a warm standby again.");
  }

  private boolean ready(String server) {
    boolean warm = system.role().filter(role -> role.stateOf(server).equals("warm")).isPresent();
    return warm && system.failoverAvailable();
  }

  private static List<String> laws(FailoverWatch watch, RoleNow before, Seen seen) {
    var broken = new ArrayList<>(watch.brokenLaws());
    if (seen.server().equals(before.host())) {
      broken.add("L5: " + before.host() + " was killed and hosts again before another did.");
    }
    return broken;
  }

  private void tellVerdict(Failover failover) {
    Verdict verdict = failover.verdict();
    String counts =
        "%,d samples compared with the field's journal: lost %d, stored twice %d, wrong %d."
            .formatted(
                verdict.compared(),
                verdict.lost().size(),
                verdict.twice().size(),
                verdict.wrong().size());
    String gaps =
        verdict.gapPeriods() == 0
            ? ""
            : " %d periods of silent units stand as gaps.".formatted(verdict.gapPeriods());
    if (verdict.held() && failover.brokenLaws().isEmpty()) {
      timeline.good(counts + gaps);
    } else {
      timeline.bad(counts + gaps);
    }
    failover.brokenLaws().forEach(timeline::more);
    verdict.findings().stream().limit(MOST_FINDINGS).forEach(timeline::more);
  }
}
