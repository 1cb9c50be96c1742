package org.greenwave.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.server.codec.Json;
import org.greenwave.server.people.Caller;
import org.greenwave.server.trust.Holder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request and its response, in the API's terms. */
record Exchange(ServerRequest request, ServerResponse response) {
  private static final String PLAIN = "identity";
  private static final Set<String> ENCODINGS = Set.of(PLAIN, "gzip", "x-gzip");

  static final HeaderName VERSION = HeaderNames.create("Greenwave-Version");
  static final HeaderName ANSWERED_BY = HeaderNames.create("Greenwave-Answered-By");
  static final HeaderName RETRY_AFTER = HeaderNames.create("Retry-After");

  /** Keeps who calls, for the rest of the request. */
  void calledBy(Caller caller) {
    request.context().register(caller);
  }

  /** Who calls; known for every request that needs a right. */
  Caller caller() {
    return request.context().get(Caller.class).orElseThrow();
  }

  /** The server that calls; known at the inner door, where it has shown its certificate. */
  Optional<Holder> server() {
    return request
        .remotePeer()
        .tlsCertificates()
        .filter(chain -> chain.length > 0)
        .flatMap(chain -> Holder.of((X509Certificate) chain[0]));
  }

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

  /** Sets the status; who is told that something cannot be done now is told when to try again. */
  void status(int status) {
    response.status(Status.create(status));
    if (status == 503 && !response.headers().contains(RETRY_AFTER)) {
      response.header(RETRY_AFTER, "1");
    }
  }

  /** Answers with JSON. */
  void json(int status, JsonNode body, Map<HeaderName, String> headers) {
    send(status, "application/json", Json.mapping().writeValueAsBytes(body), headers);
  }

  void json(int status, JsonNode body) {
    json(status, body, Map.of());
  }

  /** Answers with JSON that is a text already. */
  void json(String text) {
    send(200, "application/json", text.getBytes(UTF_8), Map.of());
  }

  /** Answers with a problem. */
  void problem(ProblemException problem) {
    problem(problem.json(), Map.of());
  }

  /** Answers with a problem that says more than every problem does. */
  void problem(ObjectNode problem, Map<HeaderName, String> headers) {
    send(
        problem.path("status").asInt(),
        "application/problem+json",
        Json.mapping().writeValueAsBytes(problem),
        headers);
  }

  private void send(int status, String contentType, byte[] body, Map<HeaderName, String> headers) {
    status(status);
    response.header(HeaderNames.CONTENT_TYPE, contentType);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    headers.forEach((name, value) -> response.header(name, value));
    response.send(body);
  }
}
