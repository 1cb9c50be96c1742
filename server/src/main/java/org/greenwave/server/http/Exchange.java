package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.greenwave.server.codec.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request and its response, in the API's terms. */
record Exchange(ServerRequest request, ServerResponse response) {
  /** The most that a JSON body may hold, in bytes. */
  static final int JSON_LIMIT = 1 << 20;

  static final HeaderName VERSION = HeaderNames.create("Greenwave-Version");
  static final HeaderName ANSWERED_BY = HeaderNames.create("Greenwave-Answered-By");
  private static final HeaderName RETRY_AFTER = HeaderNames.create("Retry-After");

  String path(String parameter) {
    return request.path().pathParameters().get(parameter);
  }

  Optional<String> query(String parameter) {
    return request.query().first(parameter).asOptional();
  }

  Optional<String> header(HeaderName name) {
    return request.headers().contains(name)
        ? Optional.of(request.headers().get(name).get())
        : Optional.empty();
  }

  /** The body as a JSON object, refused when it is too large, too deep or none. */
  JsonNode body() {
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(JSON_LIMIT + 1);
      if (bytes.length > JSON_LIMIT) {
        throw new ProblemException(
            413, "Too large", "The body is larger than 1 MB; send less at once.");
      }
      JsonNode body = Json.mapping().readTree(bytes);
      if (body == null || !body.isObject()) {
        throw new ProblemException(400, "No JSON", "The body has to be a JSON object.");
      }
      return body;
    } catch (JacksonException wrong) {
      throw new ProblemException(400, "No JSON", "The body is not sound JSON" + where(wrong) + ".");
    } catch (IOException broken) {
      throw new ProblemException(400, "No body", "The body did not arrive whole.");
    }
  }

  private static String where(JacksonException wrong) {
    return Optional.ofNullable(wrong.getLocation())
        .map(at -> " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()))
        .orElse(", or is nested too deeply");
  }

  /** Answers with JSON. */
  void json(int status, JsonNode body, Map<HeaderName, String> headers) {
    response.status(Status.create(status));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    headers.forEach((name, value) -> response.header(name, value));
    response.send(Json.mapping().writeValueAsBytes(body));
  }

  void json(int status, JsonNode body) {
    json(status, body, Map.of());
  }

  /** Answers with a problem. */
  void problem(ProblemException problem) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("status", problem.status());
    body.put("title", problem.title());
    body.put("detail", String.valueOf(problem.getMessage()));
    problem.reasons().forEach(body.putArray("reasons")::add);
    response.status(Status.create(problem.status()));
    if (problem.status() == 503) {
      response.header(RETRY_AFTER, "1");
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/problem+json");
    response.send(Json.mapping().writeValueAsBytes(body));
  }
}
