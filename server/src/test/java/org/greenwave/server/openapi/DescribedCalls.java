package org.greenwave.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls servers, and holds every answer, and every sound request, against the description. */
public final class DescribedCalls {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Description description;
  private final Schemas schemas;
  private final Set<String> answered = new ConcurrentSkipListSet<>();
  private volatile String token = "";

  /** Calls by a description. */
  public DescribedCalls(Description description) {
    this.description = description;
    schemas = new Schemas(description);
  }

  /** From now on requests show a token, unless they show another. */
  public void show(String token) {
    this.token = token;
  }

  /** The token that requests show. */
  public String shown() {
    return token;
  }

  /** What has been answered so far, as {@code getRole 404}. */
  public Set<String> answered() {
    return answered;
  }

  /** Sends a request that should be as described. */
  public Reply sound(Sent sent) throws IOException, InterruptedException {
    Operation operation = description.operation(sent.method(), sent.path());
    operation
        .pathValues(sent.path())
        .forEach((name, value) -> parameter(operation, "path", name, value));
    sent.query().forEach((name, value) -> parameter(operation, "query", name, value));
    sent.headers()
        .forEach((name, value) -> {
          if (!name.equals("Content-Type") && !name.equals("Authorization")) {
            parameter(operation, "header", name, value);
          }
        });
    sent.body()
        .ifPresent(body -> {
          JsonNode schema = operation.body().path(sent.mediaType()).path("schema");
          assertThat(schema.isMissingNode()).as("%s takes %s", sent, sent.mediaType()).isFalse();
          none(sent, schema, value(sent.mediaType(), body));
        });
    return any(sent);
  }

  private void parameter(Operation operation, String in, String name, String text) {
    JsonNode parameter =
        operation.parameters().stream()
            .filter(one -> one.path("in").asString().equals(in))
            .filter(one -> one.path("name").asString().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError(operation.route() + " has no " + in + " " + name));
    JsonNode schema = parameter.path("schema");
    boolean whole = schema.path("type").asString("").equals("integer");
    String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
    none(name, schema, whole ? Json.mapping().readTree(plain) : string(plain));
  }

  /** Sends any request; only the answer should be as described. */
  public Reply any(Sent sent) throws IOException, InterruptedException {
    Operation operation = description.operation(sent.method(), sent.path());
    HttpResponse<String> response =
        CLIENT.send(sent.request(PATIENCE, token), BodyHandlers.ofString());
    String what = sent + " answered " + response.statusCode() + " " + response.body();
    JsonNode answer = operation.answer(response.statusCode());
    headers(what, answer, response);
    if (response.statusCode() == 204) {
      assertThat(response.body()).as(what).isEmpty();
    } else {
      String mediaType = response.headers().firstValue("Content-Type").orElse("");
      JsonNode schema = answer.path("content").path(mediaType).path("schema");
      assertThat(schema.isMissingNode()).as("%s as %s", what, mediaType).isFalse();
      none(what, schema, value(mediaType, response.body()));
    }
    answered.add(operation.id() + " " + response.statusCode());
    return new Reply(response);
  }

  private void headers(String what, JsonNode answer, HttpResponse<String> response) {
    answer
        .path("headers")
        .properties()
        .forEach(one -> {
          JsonNode header = description.resolved(one.getValue());
          if (header.path("required").asBoolean(false)) {
            assertThat(response.headers().firstValue(one.getKey())).as(what).isPresent();
          }
        });
    response
        .headers()
        .map()
        .forEach((name, values) -> {
          if (name.matches("etag|location|retry-after|greenwave-.*")) {
            header(what, answer, name, values.getFirst());
          }
        });
  }

  private void header(String what, JsonNode answer, String name, String text) {
    JsonNode header =
        answer.path("headers").properties().stream()
            .filter(one -> one.getKey().equalsIgnoreCase(name))
            .map(one -> description.resolved(one.getValue()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(what + ": " + name + " is not described"));
    JsonNode schema = header.path("schema");
    boolean whole = schema.path("type").asString("").equals("integer");
    none(what + " " + name, schema, whole ? Json.mapping().readTree(text) : string(text));
  }

  /** Follows a stream of events until so many different kinds have come. */
  public void events(String address, int kinds) throws IOException, InterruptedException {
    URI uri = URI.create(address);
    Operation operation = description.operation("get", uri.getPath());
    JsonNode content = operation.answer(200).path("content").path("text/event-stream");
    Set<String> seen = new TreeSet<>();
    HttpRequest request = Sent.of("GET", address).request(PATIENCE, token);
    try (var lines = CLIENT.send(request, BodyHandlers.ofLines()).body()) {
      String kind = "";
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("event:")) {
          kind = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          JsonNode schema = content.path("x-events").path(kind);
          assertThat(schema.isMissingNode()).as("event %s of %s", kind, uri).isFalse();
          none(line, schema, Json.mapping().readTree(line.substring(5)));
          seen.add(kind);
        }
        if (seen.size() == kinds) {
          break;
        }
      }
    }
    assertThat(seen).as(address).hasSize(kinds);
    answered.add(operation.id() + " 200");
  }

  private static JsonNode value(String mediaType, String body) {
    return mediaType.endsWith("json") ? Json.mapping().readTree(body) : string(body);
  }

  private static JsonNode string(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private void none(Object what, JsonNode schema, JsonNode value) {
    assertThat(schemas.faults(schema, value)).as("%s", what).isEmpty();
  }

  /** What a server answered. */
  public record Reply(HttpResponse<String> response) {
    /** Demands a status. */
    public Reply with(int status) {
      assertThat(response.statusCode())
          .as(response.uri() + " " + response.body())
          .isEqualTo(status);
      return this;
    }

    /** The body. */
    public JsonNode json() {
      return Json.mapping().readTree(response.body());
    }

    /** A header, empty if it is missing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
