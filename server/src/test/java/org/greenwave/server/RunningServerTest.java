package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.http.HttpDoor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One whole server, alone, through its HTTP door. */
class RunningServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static RunningServer server;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    int port = FreePorts.first();
    address = "http://127.0.0.1:" + port;
    server = start("alpha", port);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> status().path("directory").path("leader").asString("").equals("alpha"));
  }

  private static RunningServer start(String name, int port) throws Exception {
    String data = folder.resolve(name).toString();
    List<String> flags =
        List.of(
            ("--name %s --data %s --port %d --database none --logins off --https off"
                    + " --public-address https://traffic.example.org")
                .formatted(name, data, port)
                .split(" "));
    return RunningServer.start(
        Configuration.of(flags),
        failure -> {
          throw new AssertionError("A law is broken", failure);
        });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode status() throws Exception {
    return Json.mapping().readTree(get("/api/v1/status").body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address + path)));
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address + path)).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  @Test
  void aServerAloneLeadsAndSaysThatNothingWouldFailOver() throws Exception {
    JsonNode status = status();

    assertThat(status.path("directory").path("failover").asString()).isEqualTo("unavailable");
    assertThat(status.path("findings").toString()).contains("only one Directory server");
    assertThat(status.path("servers").get(0).path("state").asString()).isEqualTo("online");
  }

  @Test
  void theStatusIsSharedByManyButNeverOlderThanAnAnsweredEdit() throws Exception {
    for (int edit = 0; edit < 20; edit++) {
      String version =
          post("/api/v1/servers/tokens", "{}")
              .headers()
              .firstValue("Greenwave-Version")
              .orElseThrow();
      URI uri = URI.create(address + "/api/v1/status");
      JsonNode seen =
          Json.mapping()
              .readTree(
                  send(HttpRequest.newBuilder(uri).header("Greenwave-Version", version)).body());
      assertThat(seen.path("version").asLong()).isGreaterThanOrEqualTo(Long.parseLong(version));
    }
  }

  @Test
  void theFirstAnswerAfterARestartKnowsTheLeader() throws Exception {
    int port = FreePorts.first();
    start("solo", port).close();

    RunningServer again = start("solo", port);
    try {
      URI status = URI.create("http://127.0.0.1:" + port + "/api/v1/status");
      JsonNode first = Json.mapping().readTree(send(HttpRequest.newBuilder(status)).body());
      assertThat(first.at("/directory/leader").asString("nobody")).isEqualTo("solo");
    } finally {
      again.close();
    }
  }

  @Test
  void aDoorThatCannotBeOpenedIsAFailure() {
    // The port is probed first, but anybody may take it between that and the opening.
    assertThatThrownBy(() ->
            new HttpDoor(
                server.node(),
                new HttpDoor.Choice(true, Optional.empty(), List.of()),
                failure -> {
                  throw new AssertionError("No door was opened", failure);
                }))
        .isInstanceOf(BindException.class)
        .hasMessage(address.replace("http://", ""));
  }

  @Test
  void theLiveStreamBeginsWithASignOfLifeAndTheStatus() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/events"))
            .header("Accept", "text/event-stream")
            .build();
    try (InputStream events = CLIENT.send(request, BodyHandlers.ofInputStream()).body()) {
      String first = new String(events.readNBytes(300), StandardCharsets.UTF_8);
      assertThat(first.indexOf("event:")).isEqualTo(first.indexOf("event:ping"));
      assertThat(first).contains("event:status").contains("\"answeredBy\":\"alpha\"");
    }
  }

  @Test
  void garbageIsRefusedWithASentence() throws Exception {
    refused(post("/api/v1/roles", "{"), 400);
    refused(post("/api/v1/roles", "[]"), 400);
    refused(post("/api/v1/roles", "[".repeat(100_000)), 400);
    refused(post("/api/v1/roles", "{\"x\":\"" + "y".repeat(2 << 20) + "\"}"), 413);
    refused(post("/api/v1/roles", "{\"colour\":\"green\"}"), 422);
    refused(post("/api/v1/servers/tokens", "{\"kind\":\"king\"}"), 422);
    refused(get("/api/v1/roles/nothing"), 404);
    refused(get("/api/v1/roles/nothing/zones"), 404);
    refused(get("/api/v1/nothing"), 404);
    refused(get("/assets/../../secret.txt"), 404);
  }

  private static void refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode problem = Json.mapping().readTree(answer.body());
    assertThat(problem.path("detail").asString()).isNotBlank().endsWith(".");
  }

  @Test
  void pagesOfOtherSitesAreKeptOut() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/api/v1/status"))
                .header("Origin", "http://evil.example"));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void thePageOfAProxyThatTheOperatorHasNamedIsLetIn() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/api/v1/servers/tokens"))
                .header("Origin", "https://traffic.example.org")
                .POST(BodyPublishers.ofString("{\"kind\":\"expansion\"}")));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://traffic.example.org");
  }

  @Test
  void aTokenComesWithACommandForAnotherMachine() throws Exception {
    JsonNode token =
        Json.mapping().readTree(post("/api/v1/servers/tokens", "{\"replaces\":\"alpha\"}").body());
    assertThat(token.path("command").asString())
        .startsWith("./greenwave server --name alpha --host ADDRESS --data FOLDER --kind directory")
        .contains(" --join " + address + " --token ");
    assertThat(token.path("sentence").asString()).startsWith("In place of ADDRESS");
    JsonNode another = Json.mapping().readTree(post("/api/v1/servers/tokens", "{}").body());
    assertThat(another.path("sentence").asString()).startsWith("In place of NAME");
  }
}
