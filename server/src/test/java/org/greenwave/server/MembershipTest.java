package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.core.ExpelledException;
import org.greenwave.server.core.ServerFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers are removed, replaced and given the lead while the system runs. */
class MembershipTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVERS = "/api/v1/servers/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Throwable> ended = new ConcurrentHashMap<>();
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final List<RunningServer> running = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    running.reversed().forEach(RunningServer::close);
    client.close();
  }

  private RunningServer start(String name, String in, String... more) throws Exception {
    int port = ports.computeIfAbsent(in, _ -> FreePorts.first());
    RunningServer server =
        RunningServer.start(
            OpenServer.of(name, folder.resolve(in), port, more), failure -> ended.put(in, failure));
    running.add(server);
    return server;
  }

  private RunningServer join(String name, String in, String wish) throws Exception {
    JsonNode token = send("POST", "alpha", SERVERS + "tokens", wish);
    String kind = token.path("kind").asString();
    return start(
        name, in, "--join", at("alpha"), "--token", token.path("token").asString(), "--kind", kind);
  }

  private String at(String server) {
    return "http://127.0.0.1:" + ports.get(server);
  }

  private JsonNode send(String method, String server, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(at(server) + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return Json.mapping().readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private JsonNode status() throws Exception {
    return send("GET", "alpha", "/api/v1/status", "");
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** Each has a vote, which a server that was only let in has not yet. */
  private void awaitVoters(int count) {
    awaitTrue(() ->
        running.getFirst().node().seat().orElseThrow().log().voters().size() == count
            && status().path("servers").valueStream().allMatch(it -> it.path("alive").asBoolean()));
  }

  @Test
  void aRemovedServerEndsAndComesBackOnlyWithAToken() throws Exception {
    start("alpha", "alpha");
    join("beta", "beta", "{\"kind\":\"directory\"}");
    join("omega", "omega", "{\"kind\":\"witness\"}");
    awaitVoters(3);

    JsonNode removal = send("DELETE", "omega", SERVERS + "beta", "");
    assertThat(removal.path("done").asBoolean()).as(removal.toString()).isTrue();
    awaitTrue(() -> ended.get("beta") instanceof ExpelledException);
    running.get(1).close();
    try (ServerFolder kept = new ServerFolder(folder.resolve("beta"))) {
      assertThat(kept.membership().orElseThrow().expelled())
          .hasValue("beta was removed from the system.");
    }
    join("beta", "beta", "{\"kind\":\"directory\"}");
    awaitVoters(3);
  }

  @Test
  void anotherMachineTakesThePlaceOfADeadOne() throws Exception {
    start("alpha", "alpha");
    RunningServer first = join("beta", "beta", "{\"kind\":\"directory\"}");
    join("omega", "omega", "{\"kind\":\"witness\"}");
    awaitVoters(3);

    assertThatThrownBy(() -> join("beta", "another", "{\"replaces\":\"beta\"}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("beta is running");
    first.close();
    awaitTrue(() -> status().path("findings").toString().contains("beta is not"));
    // Until its lease has surely run out it might act: this one's end was not a process's.
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ConfigurationException.class)
        .until(() -> join("beta", "another", "{\"replaces\":\"beta\"}") != null);
    awaitVoters(3);

    start("beta", "beta");
    awaitTrue(() -> ended.get("beta") instanceof ExpelledException);
    assertThat(ended.get("beta")).hasMessage("Another machine has taken the place of beta.");
    awaitVoters(3);
  }

  @Test
  void leadershipIsHandedOverOnRequestAndBeforeTheLeaderIsRemoved() throws Exception {
    start("alpha", "alpha");
    join("beta", "beta", "{\"kind\":\"directory\"}");
    join("gamma", "gamma", "{\"kind\":\"directory\"}");
    awaitVoters(3);

    for (String next : List.of("gamma", "alpha")) {
      String wish = "{\"server\":\"" + next + "\"}";
      JsonNode answer = send("POST", "beta", "/api/v1/directory/leader", wish);
      assertThat(answer.path("leader").asString("")).as(answer.toString()).isEqualTo(next);
      awaitTrue(() -> status().at("/directory/leader").asString("").equals(next));
    }

    JsonNode removal = send("DELETE", "beta", SERVERS + "alpha", "");
    assertThat(removal.path("sentence").asString("")).as(removal.toString()).contains("removed");
    awaitTrue(() -> ended.get("alpha") instanceof ExpelledException);
    JsonNode left = send("GET", "beta", "/api/v1/status", "").path("directory");
    assertThat(left.path("servers").valueStream().map(JsonNode::asString))
        .containsExactly("beta", "gamma");
  }
}
