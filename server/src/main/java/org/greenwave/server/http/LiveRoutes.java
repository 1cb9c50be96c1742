package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.sse.SseSink;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.people.Callers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Live events for browsers and scripts. A follower that does not keep up is cut off; it comes back
 * and gets the present state.
 */
final class LiveRoutes implements HttpService {
  private static final long PING_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 100;
  private static final int QUEUE_LIMIT = 200;
  private static final int FOLLOWER_LIMIT = 500;

  private final Node node;
  private final SystemView view;
  private final SharedText status;
  private final Forwarding forwarding;
  private final Callers callers;
  private final Semaphore places = new Semaphore(FOLLOWER_LIMIT);

  LiveRoutes(
      Node node, SystemView view, SharedText status, Forwarding forwarding, Callers callers) {
    this.node = node;
    this.view = view;
    this.status = status;
    this.forwarding = forwarding;
    this.callers = callers;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/events", (request, response) -> events(new Exchange(request, response)))
        .get("/roles/{role}/live", (request, response) -> role(new Exchange(request, response)));
  }

  /** Runs a stream of events, if there is a place for one more. */
  private void stream(Exchange exchange, Stream stream) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          503,
          "Too many followers",
          "Too many live connections; close some, or ask another server.");
    }
    try (SseSink sink = exchange.response().sink(SseSink.TYPE)) {
      stream.run(sink);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException _) {
      // The follower has left.
    } finally {
      places.release();
    }
  }

  /** Sends events until the follower leaves. */
  private interface Stream {
    void run(SseSink sink) throws InterruptedException;
  }

  private void events(Exchange exchange) {
    stream(exchange, sink -> status(sink, exchange));
  }

  /** Whether who follows may still: the session may have been ended since. */
  private boolean welcome(Exchange exchange) {
    return callers.of(exchange.header(HeaderNames.AUTHORIZATION)).isPresent();
  }

  /**
   * The status whenever it differs from what was sent, and a sign of life in between. One comes
   * first: a large status takes its time, and a page goes on to another server when it hears
   * nothing.
   */
  private void status(SseSink sink, Exchange exchange) throws InterruptedException {
    String sent = "";
    String servers = "";
    sink.emit(ping());
    long pinged = System.nanoTime();
    while (welcome(exchange)) {
      String now = status.get();
      if (!now.equals(sent)) {
        sink.emit(event("status", now));
        sent = now;
      }
      String known = servers();
      if (!known.equals(servers)) {
        sink.emit(event("servers", known));
        servers = known;
      }
      if (System.nanoTime() - pinged > PING_MILLIS * 1_000_000) {
        sink.emit(ping());
        pinged = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private String servers() {
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode servers = body.putArray("servers");
    node.view()
        .directory()
        .servers()
        .values()
        .forEach(server ->
            servers.addObject().put("name", server.name()).put("api", SystemView.api(server)));
    return body.toString();
  }

  private static SseEvent ping() {
    String at = SystemView.instant(Instant.now());
    return event("ping", Json.mapping().createObjectNode().put("at", at).toString());
  }

  private static SseEvent event(String name, String data) {
    return SseEvent.builder().name(name).data(data).build();
  }

  private void role(Exchange exchange) {
    String role = RoleRoutes.recorded(exchange, node).name();
    if (!node.hosts().hosts(role)) {
      forwarding.toHost(exchange, role, view.roles().host(role));
      return;
    }
    String topic = exchange.query("topic").orElse("zones");
    stream(exchange, sink -> follow(sink, exchange, role, topic));
  }

  private void follow(SseSink sink, Exchange exchange, String role, String topic)
      throws InterruptedException {
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    Runnable leave = node.feed().follow(role, topic, queue::offer);
    try {
      while (node.hosts().hosts(role) && queue.remainingCapacity() > 0 && welcome(exchange)) {
        @Nullable String json = queue.poll(PING_MILLIS, TimeUnit.MILLISECONDS);
        sink.emit(json == null ? ping() : event(topic, json));
      }
    } finally {
      leave.run();
    }
  }
}
