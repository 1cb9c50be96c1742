package org.greenwave.proving.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of one server. */
public final class Api {
  private static final String VERSION = "Greenwave-Version";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final URI address;
  private final Duration patience;

  public Api(URI address) {
    this(address, PATIENCE);
  }

  private Api(URI address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  /** The same API, asked by somebody who waits so long for an answer. */
  public Api patient(Duration changed) {
    return new Api(address, changed);
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param etag the version of the thing shown, empty when there is none
   * @param version the Directory's version that the answer speaks of, empty when it names none
   * @param body the JSON document, a missing node when there is none
   */
  public record Reply(int status, String etag, String version, JsonNode body) {}

  public URI address() {
    return address;
  }

  /** Reads a path. */
  public JsonNode read(String path) throws IOException, InterruptedException {
    Reply reply = send("GET", path, "", "");
    if (reply.status() != 200) {
      throw new IOException("GET " + path + " answered " + reply.status() + ": " + reply.body());
    }
    return reply.body();
  }

  /** Reads a path from a server that has seen a version of the Directory. */
  public JsonNode readSince(String version, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(patience)
            .header(VERSION, version)
            .build();
    Reply reply = send(request);
    if (reply.status() != 200) {
      throw new IOException("GET " + path + " answered " + reply.status() + ": " + reply.body());
    }
    return reply.body();
  }

  /** Changes a thing as it stands now. */
  public Reply edit(String path, String json) throws IOException, InterruptedException {
    String etag = send("GET", path, "", "").etag();
    return send("PATCH", path, json, etag);
  }

  /** Sends a JSON body, empty for none, for a version of the thing, empty for none. */
  public Reply send(String method, String path, String json, String etag)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(patience)
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .header("Content-Type", "application/json");
    if (!etag.isEmpty()) {
      request.header("If-Match", etag);
    }
    return send(request.build());
  }

  /** Sends any request. */
  public static Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.headers().firstValue("ETag").orElse(""),
        response.headers().firstValue(VERSION).orElse(""),
        json(response.body()));
  }

  private static JsonNode json(String body) {
    boolean maybe = body.startsWith("{") || body.startsWith("[");
    return maybe ? JSON.readTree(body) : JSON.missingNode();
  }
}
