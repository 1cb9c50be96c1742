package org.greenwave.server;

import static java.util.Locale.ROOT;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.openapi.DescribedCalls;
import org.greenwave.server.openapi.DescribedCalls.Reply;
import org.greenwave.server.openapi.Description;
import org.greenwave.server.openapi.Operation;
import org.greenwave.server.openapi.Sent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two servers of one system, called as the description says: alpha founded it and keeps the
 * database, beta is an expansion server that passes on what only alpha can do.
 */
final class TwoServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Description description = Description.load();
  final DescribedCalls calls = new DescribedCalls(description);
  final String alpha;
  final String beta;
  private final Path folder;
  private final List<RunningServer> running = new ArrayList<>();

  TwoServers(Path folder) throws Exception {
    this.folder = folder;
    // The account that PostgreSQL runs as for root has to get through.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    alpha = start("alpha", "--database", "embedded");
    logIn();
    awaitTrue(() -> get("/api/v1/status").at("/directory/leader").asString("").equals("alpha"));
    JsonNode token = token();
    String key = token.path("token").asString();
    beta = start("beta", "--join", alpha, "--token", key, "--kind", token.path("kind").asString());
    awaitTrue(() -> get("/api/v1/servers/beta").path("state").asString().equals("online"));
  }

  /** Makes the first administrator with the token in alpha's folder, after a wrong one. */
  private void logIn() throws Exception {
    Path token = folder.resolve("alpha").resolve("first-login");
    awaitTrue(() -> Files.exists(token) && !Files.readString(token).isBlank());
    post("/api/v1/first-account").with(403);
    JsonNode first =
        example("POST", "/api/v1/first-account").put("token", Files.readString(token).strip());
    Sent sent = Sent.of("POST", alpha + "/api/v1/first-account").with(first);
    calls.show(calls.sound(sent).with(201).json().path("token").asString());
    awaitTrue(() -> Files.notExists(token));
  }

  private String start(String name, String... more) throws Exception {
    int port = FreePorts.first();
    List<String> flags = new ArrayList<>(List.of("--name", name, "--port", String.valueOf(port)));
    flags.addAll(List.of("--data", folder.resolve(name).toString(), "--https", "off"));
    flags.addAll(List.of(more));
    running.add(
        RunningServer.start(
            Configuration.of(flags),
            failure -> {
              throw new AssertionError("A law is broken", failure);
            }));
    return "http://127.0.0.1:" + port;
  }

  RunningServer first() {
    return running.getFirst();
  }

  /** Ends alpha, and with it the Directory and the database. */
  void endAlpha() {
    running.removeFirst().close();
  }

  static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** Waits until what alpha says of something is as it should be. */
  void awaitState(String path, Predicate<JsonNode> wanted) {
    awaitTrue(() -> wanted.test(get(path)));
  }

  /** Waits until a health check of alpha says 200; a role is granted before it works. */
  void awaitHealthy(String path) {
    awaitTrue(() -> calls.sound(Sent.of("GET", alpha + path)).response().statusCode() == 200);
  }

  JsonNode get(String path) throws Exception {
    return calls.sound(Sent.of("GET", alpha + path)).with(200).json();
  }

  /** The same of both servers, which see the system differently. */
  void readBoth(String path) throws Exception {
    get(path);
    calls.sound(Sent.of("GET", beta + path)).with(200);
  }

  /** Sends the example of the description. */
  Reply post(String path) throws Exception {
    return calls.sound(Sent.of("POST", alpha + path).with(example("POST", path)));
  }

  /** The example of a JSON body, to be changed at will. */
  ObjectNode example(String method, String path) {
    JsonNode example = description.operation(method, path).example("application/json");
    return example.deepCopy().asObject();
  }

  /** A one-time token for a server to join. */
  JsonNode token() throws Exception {
    return post("/api/v1/servers/tokens").with(201).json();
  }

  /** The present ETag. */
  String tag(String path) throws Exception {
    return calls.any(Sent.of("GET", alpha + path)).with(200).header("ETag");
  }

  /** An edit of what is there now. */
  Sent edit(String server, String path, JsonNode body) throws Exception {
    return Sent.of("PATCH", server + path).header("If-Match", tag(path)).with(body);
  }

  /** A request for an operation, with its example as the body. */
  Sent sample(String server, Operation operation, String role, String named) {
    String path = operation.path(role, named);
    Sent sent = Sent.of(operation.method().toUpperCase(ROOT), server + path);
    for (String mediaType : List.of("application/json", "application/xml")) {
      JsonNode example = operation.example(mediaType);
      if (example.isString()) {
        return sent.with(mediaType, example.asString());
      } else if (!example.isMissingNode()) {
        return sent.with(example);
      }
    }
    return sent;
  }

  @Override
  public void close() {
    running.reversed().forEach(RunningServer::close);
  }
}
