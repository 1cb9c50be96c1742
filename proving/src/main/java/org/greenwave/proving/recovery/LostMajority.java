package org.greenwave.proving.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.Wait;
import org.greenwave.proving.harm.Moves;

/**
 * Two of three servers are lost: one is dead, the other, the role's host, is cut off and works on.
 * The third carries the system on; then the two return.
 */
final class LostMajority {
  private static final String SECTION = "## The majority is lost for good";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AT_LARGE = Duration.ofSeconds(15);

  private final Ground ground;

  LostMajority(Ground ground) {
    this.ground = ground;
  }

  void prove() throws Exception {
    String before = ground.configuration("gamma");
    alphaHosts();
    lose();
    List<String> said = recover();
    takenOver();
    theyReturn();
    joinAnew(said);
    ground.verdict.check(
        before.equals(ground.configuration("gamma")), "roles and timings are as they were");
    ground.judge("after the majority's loss and return");
  }

  /** On a slow machine another server may have made the role ready before the first of the list. */
  private void alphaHosts() throws IOException, InterruptedException {
    if (!ground.whole().host().equals("alpha")) {
      new Moves(ground.cluster).ask("alpha");
      Wait.demand(
          PATIENCE, "that alpha hosts the role", () -> ground.whole().host().equals("alpha"));
    }
  }

  private void lose() throws IOException, InterruptedException {
    ground.verdict.tell(
        "beta dies; alpha, the host, is cut off from gamma, not from database and field");
    ground.hands.kill(Stream.of("beta"));
    ground.hands.cutFrom("alpha", List.of("beta", "gamma"));
    ground.hands.cutTo("alpha", List.of("beta", "gamma"));
    ground.verdict.check(
        Wait.until(PATIENCE, () -> ground.status("gamma").at("/directory/leader").isNull()),
        "gamma hears no leader any more");
  }

  private List<String> recover() throws Exception {
    String refused = refusedWhileItRuns();
    ground.verdict.check(refused.contains("in use"), "a running server is left alone: " + refused);
    return ground
        .operator("gamma", ground.cluster.folder("gamma"))
        .type(Handbook.commands(SECTION, 0));
  }

  private String refusedWhileItRuns() throws Exception {
    try {
      ground
          .operator("gamma", ground.cluster.folder("gamma"))
          .type(List.of("./greenwave directory recover --data /var/lib/greenwave --yes"));
      return "it was not refused";
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private void takenOver() throws IOException, InterruptedException, SQLException {
    boolean hosts = Wait.until(PATIENCE, () -> ground.host("gamma").equals("gamma"));
    long fence = ground.cluster.database().fence();
    ground.verdict.check(
        hosts && fence > 1000,
        "gamma hosts the role under fence %d: %s"
            .formatted(fence, ground.status("gamma").at("/roles/0").path("sentence").asString("")));
    long stored = ground.cluster.database().samples();
    ground.verdict.check(
        Wait.until(PATIENCE, () -> ground.cluster.database().samples() > stored),
        "samples are stored by the new system, while the old host lives and reaches the database");
  }

  private void theyReturn() throws IOException, InterruptedException, SQLException {
    ground.verdict.tell("the network is mended and beta is started: the old majority is back");
    long fence = ground.cluster.database().fence();
    ground.network.mend();
    ground.cluster.start("beta");
    for (String old : List.of("alpha", "beta")) {
      boolean says = Wait.until(PATIENCE, () -> says(old));
      ground.verdict.check(says, old + " says in its status that its system is succeeded");
      ground.verdict.check(
          Files.readString(ground.cluster.log(old)).contains("is succeeded by Directory"),
          old + " says it in its log");
    }
    boolean led =
        Wait.until(
            PATIENCE, () -> !ground.status("beta").at("/directory/leader").asString("").isEmpty());
    ground.verdict.check(led, "alpha and beta have agreed on a leader: they are a majority again");
    boolean undisturbed =
        Wait.throughout(
            AT_LARGE,
            () ->
                ground.cluster.database().fence() == fence && ground.host("gamma").equals("gamma"));
    ground.verdict.check(
        undisturbed,
        "for %d s gamma hosts on under fence %d".formatted(AT_LARGE.toSeconds(), fence));
    ground.verdict.check(
        ground.status("gamma").at("/directory/servers").size() == 1,
        "gamma alone keeps the new system's Directory");
  }

  private boolean says(String old) throws IOException, InterruptedException {
    return ground
        .status(old)
        .path("findings")
        .valueStream()
        .anyMatch(it ->
            it.path("sentence").asString("").contains("is succeeded by Directory")
                && it.path("advice").asString("").contains("token --replaces " + old));
  }

  /** alpha with its old folder, beta as a machine that has lost its disk. */
  private void joinAnew(List<String> said) throws Exception {
    ground.hands.kill(Stream.of("alpha", "beta"));
    ground.cluster.startIn(
        "alpha", ground.cluster.folder("alpha").toString(), Operator.joining(said, "alpha"));
    ground.cluster.startIn(
        "beta", ground.cluster.folder("beta") + "-anew", Operator.joining(said, "beta"));
    ground.whole();
    ground.verdict.check(
        ground.status("gamma").at("/directory/servers").size() == 3,
        "alpha and beta have joined anew; three servers keep the Directory");
  }
}
