package org.greenwave.cli.api;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One request, before it is known which server takes it.
 *
 * @param method the HTTP method
 * @param path the path and query, beginning with {@code /}
 * @param headers the request's own headers
 * @param body what is sent; can be sent more than once
 * @param patience how long an answer may take
 * @param repeatable whether doing it twice is the same as doing it once, so that the next server
 *     may be asked when it is unknown whether the last one did it
 */
public record Request(
    String method,
    String path,
    Map<String, String> headers,
    BodyPublisher body,
    Duration patience,
    boolean repeatable) {
  private static final Duration READ = Duration.ofSeconds(4);
  private static final Duration WRITE = Duration.ofSeconds(15);

  /** A read. */
  public static Request get(String path) {
    return new Request("GET", path, Map.of(), BodyPublishers.noBody(), READ, true);
  }

  /** A request that makes or does something once. */
  public static Request post(String path, JsonNode json) {
    return new Request("POST", path, JSON, BodyPublishers.ofString(json.toString()), WRITE, false);
  }

  /**
   * An edit of what has the given version. A second one would be refused as stale, also when it was
   * the first that has made it so.
   */
  public static Request patch(String path, String version, JsonNode json) {
    var body = BodyPublishers.ofString(json.toString());
    return new Request("PATCH", path, JSON, body, WRITE, false).with("If-Match", version);
  }

  /** The removal of what has the given version. */
  public static Request delete(String path, String version) {
    return delete(path).with("If-Match", version);
  }

  /** The removal of what has no versions. */
  public static Request delete(String path) {
    return new Request("DELETE", path, Map.of(), BodyPublishers.noBody(), WRITE, false);
  }

  /** The same with one more header. */
  public Request with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Request(method, path, Map.copyOf(more), body, patience, repeatable);
  }

  /** The same, safe to send again to another server. */
  public Request asRepeatable() {
    return new Request(method, path, headers, body, patience, true);
  }

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
}
