package org.greenwave.proving.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.proving.Wait;
import org.greenwave.proving.harm.Scene;

/**
 * The disk of one server runs full while an administrator edits: of the role's host, or of the
 * Directory's leader.
 */
final class FullServer {
  private static final Duration TO_BE_SAID = Duration.ofSeconds(12);
  private static final Duration TO_RUN_OUT = Duration.ofSeconds(60);
  private static final Duration SECONDS = Duration.ofSeconds(5);

  private final Premises premises;
  private final Scene before;
  private final String victim;
  private final String witness;

  private FullServer(Premises premises, Scene before, String victim, String witness) {
    this.premises = premises;
    this.before = before;
    this.victim = victim;
    this.witness = witness;
  }

  /** Plays it with the role's host, which does not lead. */
  static void host(Premises premises) throws Exception {
    Scene scene = apart(premises);
    new FullServer(premises, scene, scene.host(), scene.other()).prove();
  }

  /** Plays it with the leader, which does not host. */
  static void leader(Premises premises) throws Exception {
    Scene scene = apart(premises);
    new FullServer(premises, scene, scene.leader(), scene.other()).prove();
  }

  /** Lets another server lead than the one that hosts. */
  private static Scene apart(Premises premises) throws IOException, InterruptedException {
    Scene scene = premises.whole();
    if (!scene.host().equals(scene.leader())) {
      return scene;
    }
    String next = scene.other();
    premises
        .cluster()
        .api(scene.host())
        .send("POST", "/api/v1/directory/leader", "{\"server\":\"%s\"}".formatted(next), "");
    Wait.demand(
        TO_BE_SAID,
        "that " + next + " leads",
        () -> premises.status(next).at("/directory/leader").asString("").equals(next));
    return premises.whole();
  }

  private void prove() throws Exception {
    boolean hosts = victim.equals(before.host());
    premises
        .verdict()
        .tell(
            "%s hosts, %s leads; the disk of %s runs full"
                .formatted(before.host(), before.leader(), victim));
    int line = premises.lines(victim);
    premises.disks().fill(victim);
    goesOn();
    Clerk clerk = Clerk.begin(premises.cluster(), witness);
    try {
      runOut(clerk);
      if (hosts) {
        takenOver();
      }
      premises.endsAndSaysWhy(victim, line, Disks.LOG_FAILED, "when its log needs room");
      premises.startsInVain(victim);
    } finally {
      clerk.close();
    }
    premises
        .verdict()
        .check(
            clerk.longestPause().compareTo(SECONDS) < 0,
            "%d edits were acknowledged meanwhile, %d ms apart at most"
                .formatted(clerk.acknowledged(), clerk.longestPause().toMillis()));
    comesBack(clerk);
  }

  /** A full disk alone ends nothing: the log has some room set aside. */
  private void goesOn() throws SQLException {
    long stored = premises.cluster().database().samples();
    premises
        .verdict()
        .check(
            Wait.until(
                TO_BE_SAID,
                () -> premises.finds(witness, "0 % of the data disk of " + victim + " is free")),
            "the status says that the disk of " + victim + " is full");
    premises
        .verdict()
        .check(
            Wait.until(TO_BE_SAID, () -> premises.cluster().database().samples() > stored)
                && premises.cluster().alive(victim),
            "with its disk full %s goes on, and samples are stored".formatted(victim));
  }

  private void runOut(Clerk clerk) {
    Wait.until(TO_RUN_OUT, () -> !premises.cluster().alive(victim));
    premises
        .verdict()
        .tell(
            "%s %s after %d more edits"
                .formatted(
                    victim,
                    premises.cluster().alive(victim) ? "still runs" : "has ended",
                    clerk.acknowledged()));
  }

  private void takenOver() throws SQLException {
    long began = System.nanoTime();
    boolean taken =
        Wait.until(
            SECONDS,
            () -> {
              String host = premises.host(witness);
              return !host.isEmpty() && !host.equals(victim);
            });
    premises
        .verdict()
        .check(
            taken,
            "another server hosts the role %d ms later"
                .formatted((System.nanoTime() - began) / 1_000_000));
  }

  private void comesBack(Clerk clerk) throws Exception {
    premises.disks().free(victim);
    premises.cluster().start(victim);
    Scene after = premises.whole();
    premises
        .verdict()
        .check(
            after.servers().contains(victim),
            "with room again and started, %s takes part: %s hosts, %s leads"
                .formatted(victim, after.host(), after.leader()));
    for (String server : before.servers()) {
      List<String> breaches = clerk.breaches(server);
      premises
          .verdict()
          .check(
              breaches.isEmpty(),
              "%s has all %d acknowledged edits%s"
                  .formatted(
                      server, clerk.acknowledged(), breaches.isEmpty() ? "" : ": " + breaches));
    }
  }
}
