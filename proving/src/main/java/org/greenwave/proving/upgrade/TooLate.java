package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The old version is started again when the Directory has come to a level beyond it. */
final class TooLate {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REFUSED = 2;
  private static final int UNREADABLE = 70;

  private final LocalCluster cluster;
  private final Upgrading upgrading;
  private final Verdict verdict;

  TooLate(LocalCluster cluster, Upgrading upgrading, Verdict verdict) {
    this.cluster = cluster;
    this.upgrading = upgrading;
    this.verdict = verdict;
  }

  void prove(String server) throws IOException, InterruptedException {
    upgrading.stop(server);
    refused(server);
    forgetful(server);
    upgrading.start(server, true);
    String host = upgrading.settled();
    verdict.check(
        upgrading.phase(server).equals("done"),
        "with the new version %s goes on with the folder that it had; %s hosts"
            .formatted(server, host));
  }

  private void refused(String server) throws IOException {
    ends(server, REFUSED, "at level 2: all servers have been upgraded", "is refused at its start");
  }

  /** As if the folder's own note were lost: the log itself is the second door. */
  private void forgetful(String server) throws IOException {
    Path note = cluster.folder(server).resolve("known-servers.json");
    ObjectNode known = (ObjectNode) JsonMapper.shared().readTree(Files.readAllBytes(note));
    known.remove("level");
    Files.write(note, JsonMapper.shared().writeValueAsBytes(known));
    ends(server, UNREADABLE, "has come to level 2", "ends when it reads the log");
    ends(server, REFUSED, "at level 2", "has written that down, and is refused from then on");
  }

  private void ends(String server, int code, String sentence, String claim) throws IOException {
    long before = Files.size(cluster.log(server));
    upgrading.start(server, false);
    boolean ended = Wait.until(PATIENCE, () -> !cluster.alive(server));
    OptionalInt found = ended ? cluster.exitCode(server) : OptionalInt.empty();
    String said = Files.readString(cluster.log(server)).substring((int) before);
    verdict.check(
        found.equals(OptionalInt.of(code)) && said.contains(sentence),
        "the old version on %s %s: exit code %s: %s"
            .formatted(server, claim, found, lastLine(said)));
  }

  private static String lastLine(String text) {
    return text.strip().lines().reduce("", (_, next) -> next);
  }
}
