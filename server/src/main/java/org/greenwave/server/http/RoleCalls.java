package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.server.core.Node;
import org.greenwave.server.host.AnswerStream;
import org.greenwave.server.host.PluginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The roles' own parts of the API, answered by each role's host. */
final class RoleCalls implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(RoleCalls.class);

  /** The most that a body sent to a role may hold, as sent, in bytes. */
  static final long BODY_LIMIT = 1L << 28;

  private final Node node;
  private final SystemView view;
  private final Forwarding forwarding;

  RoleCalls(Node node, SystemView view, Forwarding forwarding) {
    this.node = node;
    this.view = view;
    this.forwarding = forwarding;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/{role}/{+path}", (request, response) -> call(new Exchange(request, response)));
  }

  private void call(Exchange exchange) {
    String role = RoleRoutes.recorded(exchange, node).name();
    if (!node.hosts().hosts(role)) {
      forwarding.toHost(exchange, role, view.roles().host(role));
      return;
    }
    answer(exchange, role);
  }

  private void answer(Exchange exchange, String role) {
    BoundedStream body = body(exchange);
    try (body) {
      boolean upload = exchange.request().content().hasEntity();
      Answer answer =
          node.hosts()
              .answer(role, call(exchange, body), upload)
              .orElseThrow(() ->
                  new ProblemException(503, "No host", role + " is not loaded here just now."));
      send(exchange, role, answer);
    } catch (IOException broken) {
      body.demandWhole();
      throw new ProblemException(400, "Broken body", String.valueOf(broken.getMessage()));
    } catch (PluginException failure) {
      body.demandWhole();
      body.cut();
      if (exchange.request().content().hasEntity()) {
        exchange.response().header(HeaderNames.CONNECTION, "close");
      }
      throw problem(exchange, role, failure);
    }
  }

  /** A role that throws or hangs must not take the door with it (rule 8). */
  private ProblemException problem(Exchange exchange, String role, PluginException failure) {
    boolean upload = exchange.request().content().hasEntity();
    if (upload && failure.getCause() instanceof IOException broken) {
      return new ProblemException(400, "Broken body", String.valueOf(broken.getMessage()));
    }
    String path = exchange.request().prologue().uriPath().rawPath();
    warn(role, path, failure);
    return new ProblemException(
        failure.busy() ? 503 : 500,
        "The role failed",
        ("%s could not answer on %s: it %s. That server's log says more; if it goes on, mend the"
                + " role's settings or replace its plug-in.")
            .formatted(role, node.identity().name(), failure.clause()));
  }

  /** Where it was thrown, too, unless what was thrown cannot be logged. */
  private static void warn(String role, String path, PluginException failure) {
    try {
      LOG.warn("{} did not answer {}", role, path, failure);
    } catch (RuntimeException | Error _) {
      LOG.warn("{} did not answer {}: it {}", role, path, failure.clause());
    }
  }

  private static Call call(Exchange exchange, InputStream body) {
    String role = exchange.path("role");
    String path = exchange.request().prologue().uriPath().path();
    String marker = "/roles/" + role + "/";
    Map<String, String> query = new HashMap<>();
    exchange
        .request()
        .query()
        .names()
        .forEach(name -> query.put(name, exchange.request().query().first(name).orElse("")));
    return new Call(
        exchange.request().prologue().method().text(),
        path.substring(path.indexOf(marker) + marker.length()),
        query,
        exchange.header(HeaderNames.CONTENT_TYPE).orElse(""),
        body);
  }

  private static BoundedStream body(Exchange exchange) {
    boolean sent = exchange.request().content().hasEntity();
    return new BoundedStream(
        sent ? exchange.request().content().inputStream() : InputStream.nullInputStream(),
        BODY_LIMIT);
  }

  private void send(Exchange exchange, String role, Answer answer)
      throws IOException, PluginException {
    exchange.status(answer.status());
    exchange.response().header(HeaderNames.CONTENT_TYPE, answer.contentType());
    exchange.response().header(HeaderNames.CACHE_CONTROL, "no-store");
    AnswerStream out = new AnswerStream(exchange.response()::outputStream);
    try {
      node.hosts().write(role, answer, out);
    } catch (PluginException failure) {
      if (!out.cut()) {
        throw failure;
      }
      LOG.warn("{} broke its answer off: it {}", role, failure.clause());
      throw new CloseConnectionException(role + " broke its answer off", failure);
    }
    out.finish();
  }
}
