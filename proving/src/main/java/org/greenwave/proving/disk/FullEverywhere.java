package org.greenwave.proving.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.harm.Scene;

/** The disks of all servers run full at once. */
final class FullEverywhere {
  private static final Duration TO_BE_SAID = Duration.ofSeconds(15);
  private static final Duration A_PERIOD_AND_MORE = Duration.ofSeconds(13);
  private static final Duration TO_RUN_OUT = Duration.ofSeconds(40);
  private static final Duration TO_VOTE_AGAIN = Duration.ofSeconds(25);

  private final Premises premises;

  FullEverywhere(Premises premises) {
    this.premises = premises;
  }

  /** An administrator edits until the logs need room that nobody has. */
  void logsRunOut() throws Exception {
    Scene before = fill("until their logs need room");
    Map<String, Integer> lines = lines(before.servers());
    Clerk clerk = Clerk.begin(premises.cluster(), before.leader());
    try {
      Wait.until(TO_RUN_OUT, () -> dead(before.servers()).size() > 1);
    } finally {
      clerk.close();
    }
    List<String> dead = dead(before.servers());
    premises.verdict().tell("%s ended after %d edits".formatted(dead, clerk.acknowledged()));
    premises.verdict().check(dead.size() > 1, "servers that could not write ended: " + dead);
    for (String server : dead) {
      premises.endsAndSaysWhy(
          server, lines.getOrDefault(server, 0), Disks.LOG_FAILED, "when its log needs room");
    }
    premises.startsInVain(dead.getFirst());
    freeAndStart();
    Scene after = premises.whole();
    for (String server : after.servers()) {
      List<String> breaches = clerk.breaches(server);
      premises
          .verdict()
          .check(
              breaches.isEmpty(),
              "with room again %s has all %d acknowledged edits%s"
                  .formatted(
                      server, clerk.acknowledged(), breaches.isEmpty() ? "" : ": " + breaches));
    }
  }

  /** The leader dies, and nobody can store a vote. What is hosted goes on. */
  void nobodyVotes() throws Exception {
    Scene before = fill("and the leader is killed");
    List<String> others = before.others(before.leader());
    Map<String, Integer> lines = lines(others);
    Signals.kill(premises.cluster().process(before.leader()));
    for (String server : others) {
      boolean said =
          Wait.until(
              TO_BE_SAID,
              () -> {
                premises.disks().fill(server); // whatever is given up meanwhile
                return says(server, lines.getOrDefault(server, 0), "cannot vote");
              });
      premises.verdict().check(said, server + " says that it cannot vote");
    }
    if (!before.host().equals(before.leader())) {
      hostsOn(before);
    }
    for (String server : LocalCluster.SERVERS) {
      premises.disks().free(server);
    }
    boolean led = Wait.until(TO_VOTE_AGAIN, () -> others.stream().allMatch(this::ledOrEnded));
    premises
        .verdict()
        .check(
            led,
            "with room again, they vote, or end to be started anew: ended are " + dead(others));
    freeAndStart();
    Scene after = premises.whole();
    premises
        .verdict()
        .check(
            after.servers().size() == LocalCluster.SERVERS.size(),
            "all take part again: %s hosts, %s leads".formatted(after.host(), after.leader()));
  }

  private Scene fill(String how) throws IOException {
    Scene before = premises.whole();
    for (String server : LocalCluster.SERVERS) {
      premises.disks().fill(server);
    }
    premises
        .verdict()
        .tell(
            "%s hosts, %s leads; the disks of all servers run full, %s"
                .formatted(before.host(), before.leader(), how));
    return before;
  }

  private void hostsOn(Scene before) throws SQLException {
    long stored = premises.cluster().database().samples();
    premises
        .verdict()
        .check(
            Wait.until(A_PERIOD_AND_MORE, () -> premises.cluster().database().samples() > stored),
            "without a leader %s hosts on, and samples are stored".formatted(before.host()));
  }

  private boolean ledOrEnded(String server) {
    try {
      return !premises.cluster().alive(server)
          || !premises.status(server).at("/directory/leader").asString("").isEmpty();
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void freeAndStart() throws IOException {
    for (String server : LocalCluster.SERVERS) {
      premises.disks().free(server);
      if (!premises.cluster().alive(server)) {
        premises.cluster().start(server);
      }
    }
  }

  private boolean says(String server, int sinceLine, String text) throws IOException {
    return premises.said(server, sinceLine).stream().anyMatch(it -> it.contains(text));
  }

  private List<String> dead(List<String> servers) {
    return servers.stream().filter(it -> !premises.cluster().alive(it)).toList();
  }

  private Map<String, Integer> lines(List<String> servers) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    for (String server : servers) {
      lines.put(server, premises.lines(server));
    }
    return lines;
  }
}
