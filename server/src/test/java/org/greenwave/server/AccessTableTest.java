package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.openapi.Description;
import org.greenwave.server.openapi.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the description, asked by everybody who may come along: who is let in is what
 * the description says, and nothing else.
 */
class AccessTableTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ADMIN = "{\"name\":\"anna\",\"password\":\"correct horse battery\"";

  @TempDir static Path folder;
  private static RunningServer server;
  private static String address;
  private static String viewKey;
  private static String adminKey;
  private static String endedSession;
  private static String forged;

  @BeforeAll
  static void start() throws Exception {
    int port = FreePorts.first();
    address = "http://127.0.0.1:" + port;
    String flags =
        "--name alpha --data %s --port %d --database none --https off"
            .formatted(folder.resolve("a"), port);
    server =
        RunningServer.start(
            Configuration.of(List.of(flags.split(" "))),
            failure -> {
              throw new AssertionError("A law is broken", failure);
            });
    Path first = folder.resolve("a").resolve("first-login");
    Awaitility.await().until(() -> Files.exists(first) && !Files.readString(first).isBlank());
    String body = ADMIN + ",\"token\":\"" + Files.readString(first).strip() + "\"}";
    String session = field(send("POST", "/api/v1/first-account", "", body), "token");
    viewKey = key(session, "viewer", "view");
    adminKey = key(session, "admin", "administer");
    endedSession = field(send("POST", "/api/v1/login", "", ADMIN + "}"), "token");
    forged =
        session.substring(0, session.indexOf('.'))
            + endedSession.substring(endedSession.indexOf('.'));
    assertThat(send("POST", "/api/v1/logout", endedSession, "{}").statusCode()).isEqualTo(204);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String key(String session, String name, String right) throws Exception {
    String wish = "{\"name\":\"%s\",\"right\":\"%s\"}".formatted(name, right);
    return field(send("POST", "/api/v1/keys", session, wish), "key");
  }

  private static String field(HttpResponse<InputStream> answer, String name) throws Exception {
    return json(answer).path(name).asString();
  }

  private static JsonNode json(HttpResponse<InputStream> answer) throws Exception {
    return Json.mapping().readTree(answer.body().readAllBytes());
  }

  private static HttpResponse<InputStream> send(
      String method, String path, String token, String body) throws Exception {
    return send(method, path, token, body, Map.of());
  }

  /** The body of a stream never ends, so it is read by who knows that it does. */
  private static HttpResponse<InputStream> send(
      String method, String path, String token, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
  }

  /** Somebody who comes along. */
  private record Visitor(
      String who, String token, Map<String, String> headers, Set<String> mayDo) {}

  private static List<Visitor> visitors() {
    return List.of(
        new Visitor("no login", "", Map.of(), Set.of("")),
        new Visitor("nonsense", "x", Map.of(), Set.of("")),
        new Visitor("forged", forged, Map.of(), Set.of("")),
        new Visitor("ended session", endedSession, Map.of(), Set.of("")),
        new Visitor("view", viewKey, Map.of(), Set.of("", "view")),
        new Visitor("administer", adminKey, Map.of(), Set.of("", "view", "administer")),
        new Visitor("other origin", adminKey, Map.of("Origin", "http://evil.example"), Set.of()));
  }

  @Test
  void everybodyMayDoWhatTheDescriptionSaysAndNothingElse() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Operation operation : Description.load().operations()) {
      for (Visitor visitor : visitors()) {
        asked++;
        String refused = refusal(operation, visitor);
        boolean may = visitor.mayDo().contains(operation.right());
        if (refused.isEmpty() != may) {
          wrong.add(operation.route() + " by " + visitor.who() + ": " + refused);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(250);
  }

  /** Why a visitor was turned away at the door; empty when not, whatever came of it then. */
  private static String refusal(Operation operation, Visitor visitor) throws Exception {
    String method = operation.method().toUpperCase(Locale.ROOT);
    String body = operation.body().isEmpty() ? "" : "{}";
    String path = operation.path("nobody", "nobody");
    HttpResponse<InputStream> answer = send(method, path, visitor.token(), body, visitor.headers());
    try (InputStream _ = answer.body()) {
      boolean problem = answer.statusCode() == 401 || answer.statusCode() == 403;
      String title = problem ? json(answer).path("title").asString() : "";
      return Set.of("Log in", "Not allowed", "Other origin").contains(title) ? title : "";
    }
  }

  @Test
  void noSpellingOfAPathGetsPastTheDoor() throws Exception {
    for (String path :
        List.of(
            "/api/v1/accounts",
            "/api/v1/accounts/",
            "/api/v1//accounts",
            "//api/v1/accounts",
            "/api/v1/%61ccounts",
            "/%61pi/v1/accounts",
            "/api/v1/accounts;x=1",
            "/api;x=1/v1/accounts",
            "/api/v1/./accounts",
            "/api/v1/roles/../accounts",
            "/api/v1/roles/%2e%2e/accounts",
            "/console/../api/v1/accounts",
            "/API/V1/accounts",
            "/api/v1/accounts?x=y")) {
      for (String token : List.of("", viewKey)) {
        HttpResponse<InputStream> answer = send("GET", path, token, "");
        String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(body).as(path + " " + answer.statusCode()).doesNotContain("\"accounts\"");
      }
    }
    assertThat(json(send("GET", "/api/v1/accounts", adminKey, "")).has("accounts")).isTrue();
  }

  @Test
  void pagesMayRunTheirOwnScriptOnlyAndNoCookieIsSet() throws Exception {
    HttpResponse<InputStream> page = send("GET", "/", "", "");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .endsWith("connect-src 'self' " + address));
    HttpResponse<InputStream> login = send("POST", "/api/v1/login", "", ADMIN + "}");
    assertThat(login.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(login.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void whoOwnsTheFolderCanMakeAnAdministrator() throws Exception {
    Path wish = folder.resolve("a").resolve("new-administrator");
    Path token = folder.resolve("a").resolve("first-login");
    Awaitility.await().until(() -> Files.notExists(token));
    Files.createFile(wish);
    Awaitility.await().until(() -> Files.exists(token) && !Files.readString(token).isBlank());
    String body =
        "{\"name\":\"rescuer\",\"password\":\"correct horse battery\",\"token\":\"%s\"}"
            .formatted(Files.readString(token).strip());
    assertThat(send("POST", "/api/v1/first-account", "", body).statusCode()).isEqualTo(201);
    assertThat(send("POST", "/api/v1/first-account", "", body).statusCode()).isEqualTo(409);
    Awaitility.await().until(() -> Files.notExists(token));
  }

  @Test
  void nobodyTriesPasswordsFromMadeUpAddresses() throws Exception {
    String wrong = "{\"name\":\"nobody\",\"password\":\"guessed\"}";
    int status = 401;
    for (int tries = 0; tries < 6 && status == 401; tries++) {
      Map<String, String> told =
          Map.of("Greenwave-Forwarded-For", "10.0.0." + tries, "Greenwave-Forwarded", "beta");
      status = send("POST", "/api/v1/login", "", wrong, told).statusCode();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void triesThatComeAtOnceAreCountedOneByOne() throws Exception {
    String wrong = "{\"name\":\"mallory\",\"password\":\"guessed\"}";
    Callable<Integer> guess = () -> send("POST", "/api/v1/login", "", wrong).statusCode();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> answers =
          many.invokeAll(Collections.nCopies(30, guess)).stream().map(Future::resultNow).toList();
      assertThat(answers).containsOnly(401, 429).filteredOn(answer -> answer == 401).hasSize(5);
    }
  }

  @Test
  void aStreamEndsWithItsSession() throws Exception {
    String session = field(send("POST", "/api/v1/login", "", ADMIN + "}"), "token");
    HttpResponse<InputStream> stream = send("GET", "/api/v1/events", session, "");
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.body().read()).isPositive();
    assertThat(send("POST", "/api/v1/logout", session, "{}").statusCode()).isEqualTo(204);
    // Reading on would never end if the stream did not.
    assertThat(stream.body().readAllBytes()).isNotEmpty();
  }
}
