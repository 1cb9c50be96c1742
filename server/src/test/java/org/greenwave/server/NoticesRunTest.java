package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.notice.HttpReceiver;
import org.greenwave.server.notice.HttpReceiver.Posted;
import org.greenwave.server.notice.MailReceiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three Directory servers that tell what happens to them, also when they change their leader. */
class NoticesRunTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String NOTICES = "/api/v1/notices";
  private static final String SECRET = "four and twenty blackbirds";

  @TempDir Path folder;
  private final Map<String, RunningServer> running = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private HttpReceiver room;
  private MailReceiver mail;

  @BeforeEach
  void start() throws Exception {
    room = new HttpReceiver();
    mail = new MailReceiver();
    start("alpha");
    awaitTrue(() -> leader("alpha").equals("alpha"));
    for (String name : List.of("beta", "gamma")) {
      JsonNode token = post("alpha", "/api/v1/servers/tokens", "{\"kind\":\"directory\"}");
      String door = "https://traffic.example.org:8443";
      start(
          name,
          "--join",
          at("alpha"),
          "--token",
          token.path("token").asString(),
          "--public-address",
          door);
      awaitTrue(() -> get("alpha", "/api/v1/servers/" + name).path("alive").asBoolean());
    }
    awaitTrue(() -> get("alpha", "/api/v1/status").path("findings").isEmpty());
  }

  @AfterEach
  void stop() throws Exception {
    running.values().forEach(RunningServer::close);
    room.close();
    mail.close();
  }

  private void start(String name, String... more) throws Exception {
    int port = ports.computeIfAbsent(name, _ -> FreePorts.first());
    List<String> flags = new ArrayList<>(List.of("--name", name, "--port", String.valueOf(port)));
    flags.addAll(List.of("--data", folder.resolve(name).toString()));
    flags.addAll(List.of("--database", "none", "--logins", "off", "--https", "off"));
    flags.addAll(List.of(more));
    addresses.put(name, "http://127.0.0.1:" + port);
    running.put(
        name,
        RunningServer.start(
            Configuration.of(flags),
            failure -> {
              throw new AssertionError("A law is broken", failure);
            }));
  }

  private String at(String server) {
    return addresses.getOrDefault(server, "");
  }

  private void end(String server) {
    Objects.requireNonNull(running.remove(server)).close();
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  private String leader(String server) throws Exception {
    return get(server, "/api/v1/status").at("/directory/leader").asString("");
  }

  private JsonNode get(String server, String path) throws Exception {
    return json(send(HttpRequest.newBuilder(URI.create(at(server) + path))));
  }

  private JsonNode post(String server, String path, String body) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(at(server) + path))
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return json(answer);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.mapping().readTree(answer.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private void hold(long millis) throws Exception {
    String body = "{\"holdMillis\":%d}".formatted(millis);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(at("beta") + NOTICES))
                .header("If-Match", "\"0\"")
                .method("PATCH", BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void addRoom() throws Exception {
    post(
        "beta",
        NOTICES + "/recipients",
        ("{\"name\":\"room\",\"leastSeverity\":\"info\","
                + "\"webhook\":{\"url\":\"%s\",\"secret\":\"%s\"}}")
            .formatted(room.url(), SECRET));
  }

  private void addNight() throws Exception {
    post(
        "gamma",
        NOTICES + "/recipients",
        """
        {"name":"night","email":{"host":"127.0.0.1","port":%d,"security":"none",
         "from":"greenwave@example.org","to":["night@example.org"]}}
        """
            .formatted(mail.port()));
  }

  private List<JsonNode> told(String kind) {
    return room.posted().stream()
        .map(Posted::json)
        .filter(json -> json.path("kind").asString().equals(kind))
        .toList();
  }

  private JsonNode recipient(String server, String name) throws Exception {
    return get(server, NOTICES + "/recipients/" + name);
  }

  @Test
  void whatWasDecidedByOneLeaderIsSentByTheNextUnderTheSameId() throws Exception {
    hold(1_000);
    addRoom();
    room.answer(500, "");
    end("gamma");
    awaitTrue(() -> !room.posted().isEmpty());
    JsonNode tried = room.posted().getFirst().json();
    assertThat(tried.path("toldBy").asString()).isEqualTo("alpha");
    awaitTrue(() -> recipient("beta", "room").path("failing").asBoolean());
    assertThat(recipient("beta", "room").path("failure").asString())
        .isEqualTo("The receiver answered 500.");

    post("alpha", "/api/v1/directory/leader", "{\"server\":\"beta\"}");
    awaitTrue(() -> leader("beta").equals("beta"));
    room.answer(204, "");
    awaitTrue(() -> recipient("alpha", "room").path("waiting").asInt() == 0);
    assertThat(room.posted().stream().map(Posted::json))
        .anyMatch(it ->
            it.path("id").equals(tried.path("id")) && it.path("toldBy").asString().equals("beta"));
    assertThat(told("server-lost").getFirst().path("sentence").asString())
        .startsWith("gamma is not");
    assertThat(recipient("alpha", "room").path("failing").asBoolean()).isFalse();

    start("gamma");
    awaitTrue(() ->
        told("server-lost").stream().anyMatch(it -> it.path("phase").asString().equals("over")));
    assertThat(told("server-lost").getLast().path("sentence").asString())
        .isEqualTo("gamma is online again.");
  }

  @Test
  void whoIsLeftTellsThatTheMajorityIsLost() throws Exception {
    hold(1_000);
    addNight();
    end("alpha");
    end("gamma");
    awaitTrue(
        () -> mail.taken().stream().anyMatch(it -> it.text().contains("no Directory leader")));
    assertThat(mail.taken().getFirst().to()).containsExactly("<night@example.org>");
    assertThat(mail.taken().getFirst().text())
        .contains("Config Tool: https://traffic.example.org:8443");
    String metrics = send(HttpRequest.newBuilder(URI.create(at("beta") + "/metrics"))).body();
    assertThat(metrics).contains("greenwave_notices_sent_total{recipient=\"night\"}");
    start("gamma");
    awaitTrue(() -> mail.taken().stream().anyMatch(it -> it.text().contains("is heard again")));
  }

  @Test
  void secretsAreInNoAnswerAndSurviveEdits() throws Exception {
    addRoom();
    String path = NOTICES + "/recipients/room";
    HttpResponse<String> read = send(HttpRequest.newBuilder(URI.create(at("beta") + path)));
    JsonNode shown = json(read);
    assertThat(shown.at("/webhook/secret").asString()).isEqualTo("(hidden)");
    HttpResponse<String> edited =
        send(
            HttpRequest.newBuilder(URI.create(at("beta") + path))
                .header("If-Match", read.headers().firstValue("ETag").orElse(""))
                .method(
                    "PATCH",
                    BodyPublishers.ofString(
                        "{\"leastSeverity\":\"error\",\"webhook\":%s}"
                            .formatted(shown.get("webhook")))));
    assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
    JsonNode test = post("gamma", path + "/test", "{}");
    assertThat(test.path("arrived").asBoolean()).as(test.toString()).isTrue();
    assertThat(room.posted().getFirst().headers()).containsKey("greenwave-signature");
    for (String asked : List.of(NOTICES, path, "/api/v1/audit", "/api/v1/status", "/metrics")) {
      String answer = send(HttpRequest.newBuilder(URI.create(at("alpha") + asked))).body();
      assertThat(answer).as(asked).doesNotContain(SECRET);
    }
    assertThat(get("alpha", "/api/v1/audit").toString())
        .contains("recipient-added", "recipient-edited", "recipient-tested", "arrived");
  }

  @Test
  void unsoundRecipientsAreRefusedWithASentence() throws Exception {
    refused("{\"name\":\"room\"}", "Give either");
    refused("{\"name\":\"room\",\"webhook\":{\"url\":\"file:///etc/passwd\"}}", "http://");
    refused(
        "{\"name\":\"room\",\"webhook\":{\"url\":\"http://a/\",\"secret\":\"(hidden)\"}}",
        "new here");
    refused("{\"name\":\"room\",\"webhook\":7}", "has to be an object");
    refused(
        "{\"name\":\"room\",\"leastSeverity\":\"loud\",\"webhook\":{\"url\":\"http://a/\"}}",
        "error, warning, info");
    refused(
        "{\"name\":\"room\",\"email\":{\"host\":\"a\",\"from\":\"b@c\",\"to\":\"d@e\"}}",
        "a list of mailboxes");
    addNight();
    String path = NOTICES + "/recipients/night";
    String tag =
        send(HttpRequest.newBuilder(URI.create(at("beta") + path)))
            .headers()
            .firstValue("ETag")
            .orElse("");
    edited(
        path,
        tag,
        "{\"email\":{\"security\":\"tls\",\"user\":\"u\",\"password\":\"a secret\"}}",
        200);
    String now =
        send(HttpRequest.newBuilder(URI.create(at("beta") + path)))
            .headers()
            .firstValue("ETag")
            .orElse("");
    assertThat(edited(path, now, "{\"email\":{\"host\":\"elsewhere\"}}", 422)).contains("anew");
    assertThat(edited(path, now, "{\"email\":{\"security\":\"none\"}}", 422))
        .contains("unencrypted");
    edited(path, tag, "{\"leastSeverity\":\"info\"}", 412);
  }

  private void refused(String body, String sentence) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(at("beta") + NOTICES + "/recipients"))
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(json(answer).path("detail").asString()).contains(sentence);
  }

  private String edited(String path, String tag, String body, int status) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(at("beta") + path))
                .header("If-Match", tag)
                .method("PATCH", BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }
}
