package org.greenwave.proving.garbage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.greenwave.proving.cluster.Watch;

/** Requests of the API that are wrong in every way that a script could get them wrong. */
final class JsonGarbage {
  private static final int DEPTH = 200_000;
  private static final int RANDOM_BYTES = 2_000;

  private final List<RawRequest> requests = new ArrayList<>();

  private JsonGarbage() {}

  static List<RawRequest> requests(Random random) {
    JsonGarbage all = new JsonGarbage();
    all.creations();
    all.edits();
    all.questions();
    all.bytes(random);
    return all.requests;
  }

  private void creations() {
    create("a truncated document", "{\"name\":\"x\",");
    create("a list instead of an object", "[1,2,3]");
    create("wrong types", "{\"name\":5,\"type\":[],\"servers\":\"alpha\"}");
    create("a name that is a path", role("../../etc/passwd", "tss", "alpha"));
    create("a name of a megabyte", role("x".repeat(1 << 20), "tss", "alpha"));
    create("an unknown role type", role("x", "no-such-type", "alpha"));
    create("an unknown server", role("x", "tss", "no-such-server"));
    create("deep nesting", "[".repeat(DEPTH));
    create("deep nesting in settings", "{\"settings\":" + "{\"a\":".repeat(DEPTH));
    create("an immense number", "{\"name\":1e999999999}");
    create("a number of a megabyte", "{\"name\":" + "9".repeat(1 << 20) + "}");
    create("a null character", "{\"name\":\"a\\u0000b\",\"type\":\"tss\",\"servers\":[\"alpha\"]}");
  }

  private void edits() {
    String role = Watch.path("");
    requests.add(json("an edit without a version", "PATCH " + role, "", "{\"active\":false}"));
    requests.add(json("an edit of no version", "PATCH " + role, "If-Match: \"abc\"", "{}"));
    requests.add(json("a stale edit", "PATCH " + role, "If-Match: \"0\"", "{\"active\":false}"));
    requests.add(json("a preview of nonsense", "POST " + role + "/preview", "", "{\"servers\":7}"));
    requests.add(json("a move to nowhere", "POST " + role + "/move", "", "{\"server\":\"zzz\"}"));
    requests.add(json("a move of nothing", "POST /api/v1/roles/zzz/move", "", "{}"));
  }

  private void questions() {
    ask("an unknown role", "/api/v1/roles/no-such-role");
    ask("an unknown path", "/api/v1/no/such/path");
    ask("a negative limit", Watch.path("/zones?limit=-1"));
    ask("a limit that is no number", Watch.path("/history?limit=many"));
    ask("a zone that is no number", Watch.path("/zones/abc/samples"));
    ask("a time that is none", Watch.path("/zones/1/samples?from=yesterday"));
    ask("a path out of the console", "/../../../../etc/host.conf");
  }

  private void bytes(Random random) {
    byte[] noise = Bodies.random(random, RANDOM_BYTES);
    requests.add(
        new RawRequest(
            "random bytes", head("POST /api/v1/roles", "", noise.length), Bodies.of(noise)));
    requests.add(
        new RawRequest(
            "a body of 100 MB",
            head("POST /api/v1/roles", "", Bodies.LARGE_BYTES),
            Bodies.filled("{\"name\":\"", 'x', Bodies.LARGE_BYTES)));
    requests.add(
        new RawRequest(
            "an edit of 100 MB",
            head("PATCH " + Watch.path(""), "If-Match: \"1\"\r\n", Bodies.LARGE_BYTES),
            Bodies.filled("{\"description\":\"", 'x', Bodies.LARGE_BYTES)));
  }

  private void create(String name, String json) {
    requests.add(json(name, "POST /api/v1/roles", "", json));
  }

  private void ask(String name, String path) {
    requests.add(new RawRequest(name, head("GET " + path, "", 0), Bodies.none()));
  }

  private static String role(String name, String type, String server) {
    return "{\"name\":\"%s\",\"type\":\"%s\",\"servers\":[\"%s\"]}".formatted(name, type, server);
  }

  private static RawRequest json(String name, String line, String header, String json) {
    String extra = header.isEmpty() ? "" : header + "\r\n";
    return new RawRequest(
        name, head(line, extra, json.getBytes(StandardCharsets.UTF_8).length), Bodies.of(json));
  }

  /** A request's head. */
  static String head(String line, String headers, long length) {
    return line
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + headers
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }
}
