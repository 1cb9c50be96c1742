package org.greenwave.server.openapi;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One request.
 *
 * @param uri where it goes
 * @param headers its headers
 * @param body its body, if it has one
 */
public record Sent(String method, URI uri, Map<String, String> headers, Optional<String> body) {
  /** A request without a body. */
  public static Sent of(String method, String address) {
    return new Sent(method, URI.create(address), Map.of(), Optional.empty());
  }

  /** The same with a JSON body. */
  public Sent with(JsonNode json) {
    return with("application/json", json.toString());
  }

  /** The same with a body. */
  public Sent with(String mediaType, String text) {
    return new Sent(method, uri, added("Content-Type", mediaType), Optional.of(text));
  }

  /** The same with a header. */
  public Sent header(String name, String value) {
    return new Sent(method, uri, added(name, value), body);
  }

  /** The same by somebody else. */
  public Sent by(String token) {
    return header("Authorization", "Bearer " + token);
  }

  private Map<String, String> added(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return more;
  }

  String mediaType() {
    return headers.getOrDefault("Content-Type", "");
  }

  String path() {
    return uri.getPath();
  }

  Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    for (String part : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return query;
  }

  HttpRequest request(Duration patience, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    headers.forEach(request::header);
    if (!token.isEmpty() && !headers.containsKey("Authorization")) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  @Override
  public String toString() {
    return method + " " + uri;
  }
}
