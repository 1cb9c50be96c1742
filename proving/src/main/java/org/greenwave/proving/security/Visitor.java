package org.greenwave.proving.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who asks a server over HTTPS.
 *
 * @param http what carries the requests
 * @param server where
 * @param token of a session or a key; empty for none
 */
record Visitor(HttpClient http, URI server, String token) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int STREAM_BYTES = 4_096;

  /** Somebody who shows and believes what a context says, and has no login. */
  static Visitor with(SSLContext context, URI server) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .sslContext(context)
            .build();
    return new Visitor(http, server, "");
  }

  /** The same with a login or key. */
  Visitor as(String other) {
    return new Visitor(http, server, other);
  }

  /** The same at another server. */
  Visitor at(URI other) {
    return new Visitor(http, other, token);
  }

  /**
   * An answer.
   *
   * @param text its body; of a stream the beginning
   */
  record Answer(int status, HttpHeaders headers, String text) {
    JsonNode json() {
      try {
        return JsonMapper.shared().readTree(text);
      } catch (JacksonException none) {
        return JsonMapper.shared().missingNode();
      }
    }

    String field(String name) {
      return json().path(name).asString("");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  Answer read(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of());
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json, Map.of());
  }

  /** A part of an answer that has to be there. */
  String demanded(String path, String json, String field) throws IOException, InterruptedException {
    Answer answer = post(path, json);
    String value = answer.field(field);
    if (value.isEmpty()) {
      throw new IOException(path + " answered " + answer.status() + ": " + answer.text());
    }
    return value;
  }

  Answer send(String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      boolean endless =
          response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      byte[] bytes = endless ? in.readNBytes(STREAM_BYTES / 8) : in.readAllBytes();
      return new Answer(
          response.statusCode(), response.headers(), new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
