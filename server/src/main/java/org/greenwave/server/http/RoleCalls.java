package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.server.core.Node;
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
      Optional<Answer> answer = node.hosts().answer(role, call(exchange, body));
      if (answer.isEmpty()) {
        throw new ProblemException(503, "No host", role + " is not loaded here just now.");
      }
      send(exchange, answer.get());
    } catch (IOException broken) {
      body.demandWhole();
      throw new ProblemException(400, "Broken body", String.valueOf(broken.getMessage()));
    } catch (ProblemException problem) {
      throw problem;
    } catch (Exception failure) {
      // A role that throws must not take the door with it (rule 8).
      LOG.warn(
          "{} failed to answer {}",
          role,
          exchange.request().prologue().uriPath().rawPath(),
          failure);
      throw new ProblemException(
          500, "The role failed", role + " could not answer; its server's log says why.");
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

  private static void send(Exchange exchange, Answer answer) throws IOException {
    exchange.status(answer.status());
    exchange.response().header(HeaderNames.CONTENT_TYPE, answer.contentType());
    exchange.response().header(HeaderNames.CACHE_CONTROL, "no-store");
    try (OutputStream out = exchange.response().outputStream()) {
      answer.body().writeTo(out);
    }
  }
}
