package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.people.Right;
import org.greenwave.server.core.Node;
import org.greenwave.server.people.Caller;
import org.greenwave.server.people.Callers;
import tools.jackson.databind.node.ObjectNode;

/** Lets a request in when its caller has the right that it needs. */
final class Gate {
  private static final HeaderName AUTHENTICATE = HeaderNames.create("WWW-Authenticate");
  private static final Map<HeaderName, String> HOW = Map.of(AUTHENTICATE, "Bearer");

  private final Node node;
  private final Callers callers;

  Gate(Node node, boolean loginsRequired) {
    this.node = node;
    callers =
        new Callers(() -> node.view().directory().people(), InstantSource.system(), loginsRequired);
  }

  Callers callers() {
    return callers;
  }

  /** Whether the request may go on; if not, it has been answered. */
  boolean admits(Exchange exchange) {
    Optional<Right> needed =
        Access.needed(
            exchange.request().prologue().method().text(),
            exchange.request().prologue().uriPath().path());
    if (needed.isEmpty()) {
      return true;
    }
    Optional<Caller> caller = callers.of(exchange.header(HeaderNames.AUTHORIZATION));
    if (caller.isEmpty()) {
      exchange.problem(stranger(exchange), HOW);
      return false;
    }
    if (!caller.get().right().covers(needed.get())) {
      exchange.problem(
          new ProblemException(
              403,
              "Not allowed",
              "%s may only view; ask an administrator to do this, or for the right to."
                  .formatted(caller.get().name())));
      return false;
    }
    exchange.calledBy(caller.get());
    return true;
  }

  private ObjectNode stranger(Exchange exchange) {
    boolean nobody = node.view().directory().people().accounts().isEmpty();
    Optional<String> shown = exchange.header(HeaderNames.AUTHORIZATION);
    String detail =
        shown.isPresent()
            ? callers
                .over(shown)
                .map(this::over)
                .orElse("This login or key is not, or no longer, good here; log in again.")
            : nobody
                ? "Nobody has an account yet; make the first administrator with the token that the"
                    + " first server printed."
                : "This needs a login or an access key.";
    return new ProblemException(401, "Log in", detail).json().put("firstAccount", nobody);
  }

  /** Both times, so that a clock that is wrong is seen for what it is. */
  private String over(Instant ended) {
    return "This login was good until %s, and on %s it is %s now; log in again."
        .formatted(
            SystemView.instant(ended),
            node.identity().name(),
            SystemView.instant(callers.now().truncatedTo(ChronoUnit.SECONDS)));
  }
}
