package org.greenwave.proving.upgrade;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/** A person who does what the plan says, step by step. */
final class Upgrading {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private final Watch watch;
  private final OtherBuild build;
  private final Verdict verdict;
  private final Map<String, OtherBuild> installed = new HashMap<>();

  Upgrading(LocalCluster cluster, OtherBuild build, Verdict verdict) {
    this.cluster = cluster;
    this.watch = new Watch(cluster);
    this.build = build;
    this.verdict = verdict;
  }

  /** The plan to come to the new version, as any server gives it. */
  JsonNode plan() throws IOException, InterruptedException {
    return watch.read(cluster.servers(), "/api/v1/upgrade?to=" + build.release());
  }

  /** The step of a server. */
  JsonNode step(String server) throws IOException, InterruptedException {
    return plan()
        .path("steps")
        .valueStream()
        .filter(step -> step.path("server").asString("").equals(server))
        .findFirst()
        .orElseThrow();
  }

  /** The server whose turn it is, empty when all are done. */
  String next() throws IOException, InterruptedException {
    return plan().path("next").asString("");
  }

  /** Upgrades the server whose turn it is, and returns its name. */
  String upgradeNext() throws IOException, InterruptedException {
    String server = next();
    JsonNode step = step(server);
    verdict.tell("the plan: " + plan().path("sentence").asString(""));
    verdict.tell(step.path("sentence").asString(""));
    boolean safe = Wait.until(PATIENCE, () -> step(server).path("safe").asBoolean(false));
    verdict.check(safe, "%s can be taken out: %s".formatted(server, obstacles(step(server))));
    exchange(server, true);
    verdict.check(
        phase(server).equals("done"),
        "%s is at work with version %s".formatted(server, build.release()));
    return server;
  }

  private static String obstacles(JsonNode step) {
    List<String> said =
        step.path("obstacles").valueStream().map(it -> it.path("sentence").asString("")).toList();
    return said.isEmpty() ? "nothing speaks against it" : String.join(" ", said);
  }

  String phase(String server) throws IOException, InterruptedException {
    return step(server).path("phase").asString("");
  }

  /** Takes a server back to the old version, in order. */
  void takeBack(String server) throws IOException, InterruptedException {
    exchange(server, false);
  }

  private void exchange(String server, boolean newer) throws IOException, InterruptedException {
    maintain(server, true);
    Wait.demand(PATIENCE, "that " + server + " has nothing to do", () -> idle(server));
    stop(server);
    start(server, newer);
    Wait.demand(PATIENCE, "an answer of " + server, () -> healthy(server));
    maintain(server, false);
    settled();
  }

  /** The whole system, every standby warm, in every server's eyes. */
  String settled() throws IOException, InterruptedException {
    Wait.demand(
        PATIENCE,
        "that all servers hear a leader",
        () -> {
          for (String server : cluster.servers()) {
            cluster.api(server).read("/health/ready");
          }
          return true;
        });
    return watch.settled();
  }

  private boolean idle(String server) throws IOException, InterruptedException {
    JsonNode shown = watch.read(cluster.servers(), "/api/v1/servers/" + server);
    return shown.path("hosts").isEmpty() && !shown.path("leader").asBoolean(true);
  }

  private boolean healthy(String server) throws IOException, InterruptedException {
    return cluster.api(server).read("/health").path("alive").asBoolean(false);
  }

  /** The Directory may be without a leader for a moment; a person would try again as well. */
  private void maintain(String server, boolean on) {
    String path = "/api/v1/servers/" + server + "/maintenance";
    String body = "{\"on\":%s,\"note\":\"upgrade\"}".formatted(on);
    Wait.demand(
        PATIENCE,
        "maintenance of " + server,
        () -> cluster.api(server).send("POST", path, body, "").status() == 200);
  }

  /** Stops a server in order. */
  void stop(String server) {
    cluster.process(server).destroy();
    Wait.demand(PATIENCE, "the end of " + server, () -> !cluster.alive(server));
  }

  /** Starts a server with the new version, or with the old one. */
  void start(String server, boolean newer) throws IOException {
    if (newer) {
      installed.put(server, build);
    } else {
      installed.remove(server);
    }
    startAgain(server);
  }

  /** Starts a server with what is installed on it. */
  void startAgain(String server) throws IOException {
    OtherBuild other = installed.get(server);
    cluster.start(server, other == null ? command -> command : other::command);
  }
}
