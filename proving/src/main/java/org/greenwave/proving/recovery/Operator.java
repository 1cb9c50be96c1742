package org.greenwave.proving.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;

/**
 * Somebody who types what the handbook says, on one machine. Only three words are theirs to know:
 * where the folder of the server is, what runs as its service, and what the machine's address is.
 */
final class Operator {
  private static final String GREENWAVE = "./greenwave ";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private final Site site;
  private final String machine;
  private final Map<String, String> words;
  private final Verdict verdict;

  Operator(
      LocalCluster cluster, Site site, String machine, Map<String, String> words, Verdict verdict) {
    this.cluster = cluster;
    this.site = site;
    this.machine = machine;
    this.words = words;
    this.verdict = verdict;
  }

  /** Types the commands; returns what they said, in one list. */
  List<String> type(List<String> commands)
      throws IOException, InterruptedException, ClusterException {
    List<String> said = new ArrayList<>();
    for (String command : commands) {
      verdict.tell(machine + "$ " + command);
      said.addAll(type(command));
    }
    return said;
  }

  private List<String> type(String command)
      throws IOException, InterruptedException, ClusterException {
    switch (command) {
      case "systemctl stop greenwave" -> {
        cluster.process(machine).destroy();
        Wait.demand(PATIENCE, "the end of " + machine, () -> !cluster.alive(machine));
        return List.of();
      }
      case "systemctl start greenwave" -> {
        cluster.startIn(
            machine, Objects.requireNonNull(words.get("/var/lib/greenwave")), List.of());
        return List.of();
      }
      default -> {
        String mine = command.replaceFirst("^sudo -u greenwave ", "");
        if (!mine.startsWith(GREENWAVE)) {
          throw new IOException("The handbook has a command that nobody knows: " + command);
        }
        return run(mine);
      }
    }
  }

  private List<String> run(String command) throws IOException, InterruptedException {
    List<String> typed =
        Arrays.stream(command.split(" +")).map(word -> words.getOrDefault(word, word)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(site.inside(machine, typed)).redirectErrorStream(true);
    builder.environment().put("GREENWAVE_AS_BUILT", "yes");
    builder.environment().put("GREENWAVE_SERVER", cluster.api(machine).address().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ": " + said);
    }
    List<String> lines = said.lines().toList();
    lines.stream().filter(it -> !it.isBlank()).limit(12).forEach(it -> verdict.tell("  " + it));
    return lines;
  }

  /**
   * The keys of a server that a token's answer says to start, by the server's name; but for name,
   * host and folder, which are each machine's own.
   */
  static List<String> joining(List<String> said, String server) throws IOException {
    return said.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(GREENWAVE + "server --name " + server + " "))
        .map(line -> List.of(line.split(" +")))
        .map(words -> words.subList(8, words.size()))
        .findFirst()
        .orElseThrow(() -> new IOException("no command for the new " + server + " was printed"));
  }
}
