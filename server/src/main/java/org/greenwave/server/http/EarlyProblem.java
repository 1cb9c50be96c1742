package org.greenwave.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.Optional;
import org.greenwave.server.codec.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The answer to what is not even a request: a problem like any other, said before any route. */
final class EarlyProblem implements DirectHandler {
  /** What the HTTP library says where it keeps its reason to itself. */
  private static final String UNTOLD = "Bad request, see server log for more information";

  private static final int REASON_LIMIT = 200;

  /** A request that is refused while it is still being read. */
  static RequestException refusal(int status, String sentence) {
    return RequestException.builder()
        .type(EventType.OTHER)
        .status(Status.create(status))
        .setKeepAlive(false)
        .safeMessage(true)
        .message(sentence)
        .build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    Optional<String> told = told(message);
    String detail = told.filter(_ -> type == EventType.OTHER).orElse(sentence(status, told));
    ObjectNode body = new ProblemException(status.code(), title(status), detail).json();
    if (status.code() == 503) {
      headers.set(Exchange.RETRY_AFTER, "1");
    }
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .keepAlive(false)
        .entity(Json.bytes(body))
        .build();
  }

  /** The library's own reason, if it has one; without what it quotes from the request. */
  private static Optional<String> told(@Nullable String message) {
    return Optional.ofNullable(message)
        .flatMap(whole -> whole.lines().findFirst())
        .filter(line -> !line.isBlank() && !line.equals(UNTOLD) && line.length() <= REASON_LIMIT)
        .map(line -> line.replaceAll("[^\\p{Print}]", "?"));
  }

  private static String title(Status status) {
    String reason = status.reasonPhrase();
    return reason == null || reason.isBlank() ? "Refused" : reason;
  }

  private static String sentence(Status status, Optional<String> told) {
    return switch (status.code()) {
      case 413 -> "The body is larger than 256 MB; send less at once.";
      case 414 ->
          "The request line is longer than %d bytes; ask for less at once."
              .formatted(BoundedReader.REQUEST_LINE_LIMIT);
      case 503 -> "Too many requests are being answered; try again in a moment.";
      case 505 -> "Only HTTP/1.1 is understood here.";
      case 500 -> "The server could not do that; its log says why.";
      default ->
          "This is no sound HTTP/1.1 request: its first line, a header or the length of its body is"
              + " wrong or too long"
              + told.map(" (%s)."::formatted).orElse(".");
    };
  }
}
