package org.greenwave.server.http;

import static java.util.Locale.ROOT;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request and its response, in the API's terms. */
record Exchange(ServerRequest request, ServerResponse response) {
  private static final String PLAIN = "identity";
  private static final Set<String> ENCODINGS = Set.of(PLAIN, "gzip", "x-gzip");

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
    if (header(HeaderNames.CONTENT_ENCODING).filter(it -> !it.equals(PLAIN)).isPresent()) {
      throw new ProblemException(415, "Zipped", "Send JSON as it is, not zipped.");
    }
    return JsonBody.read(request.content());
  }

  /** Refuses a body that is zipped in a way that nobody here can read. */
  void demandKnownEncoding() {
    Optional<String> encoding = header(HeaderNames.CONTENT_ENCODING);
    if (encoding.isPresent() && !ENCODINGS.contains(encoding.get().strip().toLowerCase(ROOT))) {
      throw new ProblemException(
          415,
          "Unknown encoding",
          "The Content-Encoding of the body is not known here; send it as it is, or as gzip.");
    }
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
