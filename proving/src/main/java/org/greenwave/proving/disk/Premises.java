package org.greenwave.proving.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.harm.Settled;
import tools.jackson.databind.JsonNode;

/**
 * The cluster of the trial with its disks.
 *
 * @param cluster the processes
 * @param disks what they write to
 * @param verdict takes what was found
 */
record Premises(LocalCluster cluster, Disks disks, Verdict verdict) {
  private static final Duration TO_END = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The code of a server that could not start. */
  private static final int NOT_STARTED = 1;

  /** Waits until the system is whole. */
  Scene whole() throws IOException {
    Settled settled = new Settled(cluster);
    return settled.await().orElseThrow(() -> new IOException(settled.missing()));
  }

  /** The system's status in a server's eyes. */
  JsonNode status(String server) throws IOException, InterruptedException {
    return cluster.api(server).patient(PATIENCE).read("/api/v1/status");
  }

  /** Whether a server's status has a finding with this text. */
  boolean finds(String server, String text) throws IOException, InterruptedException {
    return status(server)
        .path("findings")
        .valueStream()
        .anyMatch(it -> it.path("sentence").asString("").contains(text));
  }

  /** Who hosts the role in a server's eyes; empty for nobody. */
  String host(String server) throws IOException, InterruptedException {
    JsonNode role = status(server).path("roles").path(0);
    return role.path("state").asString("").equals("hosted") ? role.path("host").asString("") : "";
  }

  /** What a process has said since a place in its log. */
  List<String> said(String process, int sinceLine) throws IOException {
    List<String> lines = Files.readAllLines(cluster.log(process));
    return lines.subList(Math.min(sinceLine, lines.size()), lines.size());
  }

  /** The present end of a process's log. */
  int lines(String process) throws IOException {
    return Files.readAllLines(cluster.log(process)).size();
  }

  /** Waits for a server's end, and checks that it has told why, and nothing after that. */
  void endsAndSaysWhy(String server, int sinceLine, int code, String when) throws IOException {
    boolean ended = Wait.until(TO_END, () -> !cluster.alive(server));
    OptionalInt found = cluster.exitCode(server);
    verdict.check(
        ended && found.orElse(0) == code,
        "%s, %s ends with %s"
            .formatted(when, server, found.isPresent() ? found.getAsInt() : "nothing"));
    List<String> said = said(server, sinceLine);
    String last = said.isEmpty() ? "" : said.getLast();
    verdict.check(last.contains("disk"), "%s says last: %s".formatted(server, last));
  }

  /** Starts a server that cannot start, and checks that it says so, only that, and ends. */
  void startsInVain(String server) throws IOException {
    int line = lines(server);
    cluster.start(server);
    endsAndSaysWhy(server, line, NOT_STARTED, "started while its disk is full");
    verdict.check(
        said(server, line).size() == 1,
        "lines that %s says: %d".formatted(server, said(server, line).size()));
  }
}
