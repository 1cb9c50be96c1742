package org.greenwave.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.greenwave.cli.api.Api;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real HTTP server that keeps one role the way the API's contract says, and what it was asked.
 */
final class ContractServer implements AutoCloseable {
  /** One request as it arrived. */
  record Heard(String method, String path, Map<String, String> headers, String body) {}

  private final HttpServer http;
  private final List<Heard> heard = new ArrayList<>();
  private final Map<String, byte[]> canned = new LinkedHashMap<>();
  private final Map<String, Integer> statuses = new LinkedHashMap<>();
  private final ObjectNode role = (ObjectNode) Samples.json("role.json");
  private int version = 7;
  private boolean raced;

  ContractServer() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** One that speaks HTTPS, with the certificate of this context. */
  ContractServer(SSLContext context) throws IOException {
    this(secured(context));
  }

  private static HttpServer secured(SSLContext context) throws IOException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    return https;
  }

  private ContractServer(HttpServer http) {
    this.http = http;
    http.createContext("/", this::answer);
    http.start();
  }

  String url() {
    String scheme = http instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Answers this method and path (with its query) with a fixed document. */
  ContractServer reply(String methodAndPath, int status, JsonNode document) {
    canned.put(methodAndPath, document.toString().getBytes(StandardCharsets.UTF_8));
    statuses.put(methodAndPath, status);
    return this;
  }

  /** Answers a GET of this path with a text. */
  ContractServer text(String path, String text) {
    canned.put("GET " + path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Somebody else edits the role just after the next read of it. */
  synchronized void someoneElseEdits() {
    raced = true;
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  synchronized Heard last() {
    return heard.getLast();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().toString();
    var headers = new LinkedHashMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    heard.add(new Heard(method, path, headers, new String(body, StandardCharsets.ISO_8859_1)));
    byte[] fixed = canned.get(method + " " + path);
    if (fixed != null) {
      send(exchange, statuses.getOrDefault(method + " " + path, 200), fixed);
    } else if (path.equals("/api/v1/roles/tss")) {
      role(exchange, method, headers.getOrDefault("If-match", ""), body);
    } else {
      problem(exchange, 404, "Not found", "There is no " + path + ".");
    }
  }

  private void role(HttpExchange exchange, String method, String match, byte[] body)
      throws IOException {
    if (method.equals("GET")) {
      sendRole(exchange);
      version += raced ? 1 : 0;
    } else if (match.isEmpty()) {
      problem(exchange, 428, "Version missing", "Name the version in If-Match.");
    } else if (!match.equals("\"" + version + "\"")) {
      ObjectNode stale =
          Api.JSON
              .createObjectNode()
              .put("status", 412)
              .put("title", "The role has changed")
              .put("detail", "Version 8 changed the Servers list; read it again.");
      stale.set("current", role);
      send(exchange, 412, bytes(stale));
    } else if (method.equals("DELETE")) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else {
      role.setAll((ObjectNode) Api.JSON.readTree(body));
      version++;
      sendRole(exchange);
    }
  }

  private void sendRole(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("ETag", "\"" + version + "\"");
    exchange.getResponseHeaders().add("Greenwave-Version", Integer.toString(40 + version));
    send(exchange, 200, bytes(role));
  }

  private static void problem(HttpExchange exchange, int status, String title, String detail)
      throws IOException {
    ObjectNode problem = Api.JSON.createObjectNode().put("status", status);
    send(exchange, status, bytes(problem.put("title", title).put("detail", detail)));
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
