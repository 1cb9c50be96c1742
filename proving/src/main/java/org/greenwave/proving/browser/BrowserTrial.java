package org.greenwave.proving.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Config Tool in Chromium. A script plays the administrator; it tells this trial what it found,
 * and asks it to kill, freeze and start servers, one line each. Each round has a system of its own:
 * a server that was killed and frozen more than a few times is preferred again only after minutes.
 */
public final class BrowserTrial implements Trial {
  private static final Path SCRIPTS = Path.of("proving/browser");
  private static final Path SCREENSHOTS = Path.of("proving/target/screenshots");
  private static final int ROUNDS = 3;
  private static final long MOST_MINUTES = 10;

  @Override
  public String claim() {
    return "An administrator sets up, follows and outlives failovers in the Config Tool.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    String chromium = chromium().orElseThrow(() -> new IOException("there is no chromium here"));
    clear();
    int rounds = options.brief() ? 1 : ROUNDS;
    for (int round = 1; round <= rounds; round++) {
      verdict.tell(
          "round %d of %d: three servers, a database and a field".formatted(round, rounds));
      try (Cluster cluster = LocalCluster.start()) {
        verdict.tell(new Watch(cluster).settled() + " hosts");
        play(cluster, chromium, verdict);
      }
    }
    verdict.check(screenshots() > 0, screenshots() + " screenshots in " + SCREENSHOTS);
  }

  private static void play(Cluster cluster, String chromium, Verdict verdict) throws Exception {
    Process script = script(cluster, chromium);
    Thread watchdog = Thread.ofVirtual().start(() -> endAfterwards(script));
    try (BufferedReader lines = script.inputReader(StandardCharsets.UTF_8);
        Writer answers = script.outputWriter(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        obey(cluster, line, answers, verdict);
      }
    } finally {
      watchdog.interrupt();
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroy();
    }
    verdict.check(
        script.waitFor(10, TimeUnit.SECONDS) && script.exitValue() == 0, "the script ended well");
  }

  private static void obey(Cluster cluster, String line, Writer answers, Verdict verdict)
      throws IOException, InterruptedException {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "tell" -> verdict.tell(rest);
      case "held" -> verdict.check(true, rest);
      case "short" -> verdict.check(false, rest);
      case "order" -> {
        order(cluster, rest.split(" "), verdict);
        answers.write("done\n");
        answers.flush();
      }
      default -> verdict.tell(line);
    }
  }

  private static void order(Cluster cluster, String[] words, Verdict verdict)
      throws IOException, InterruptedException {
    verdict.tell(String.join(" ", words));
    String server = words[1];
    switch (words[0]) {
      case "kill" -> Signals.kill(cluster.process(server));
      case "freeze" -> Signals.freeze(cluster.process(server));
      case "thaw" -> Signals.thaw(cluster.process(server));
      default -> cluster.start(server);
    }
  }

  private static Process script(Cluster cluster, String chromium) throws IOException {
    ProcessBuilder node = new ProcessBuilder("node", SCRIPTS.resolve("run.mjs").toString());
    node.redirectError(ProcessBuilder.Redirect.INHERIT);
    node.environment().put("GREENWAVE_SYSTEM", system(cluster));
    node.environment().put("GREENWAVE_SCREENSHOTS", SCREENSHOTS.toAbsolutePath().toString());
    node.environment().put("CHROMIUM", chromium);
    return node.start();
  }

  private static String system(Cluster cluster) {
    ObjectNode system = JsonMapper.shared().createObjectNode();
    system.put("role", Cluster.ROLE);
    var servers = system.putArray("servers");
    for (String name : cluster.servers()) {
      servers.addObject().put("name", name).put("api", cluster.api(name).address().toString());
    }
    return system.toString();
  }

  private static void endAfterwards(Process script) {
    try {
      if (!script.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        script.destroyForcibly();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<String> chromium() {
    List<String> places = new ArrayList<>();
    Optional.ofNullable(System.getenv("CHROMIUM")).ifPresent(places::add);
    places.addAll(List.of("/usr/bin/chromium", "/usr/bin/chromium-browser"));
    return places.stream().filter(it -> Files.isExecutable(Path.of(it))).findFirst();
  }

  private static void clear() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    try (Stream<Path> old = Files.list(SCREENSHOTS)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  private static long screenshots() throws IOException {
    try (Stream<Path> files = Files.list(SCREENSHOTS)) {
      return files.count();
    }
  }
}
