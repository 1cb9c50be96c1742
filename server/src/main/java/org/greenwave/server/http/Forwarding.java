package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.greenwave.directory.Server;
import org.greenwave.server.core.Node;
import org.greenwave.server.trust.Holder.Standing;

/** Passes a request on to the server that can answer it, and says who did. */
final class Forwarding {
  private static final HeaderName FORWARDED = HeaderNames.create("Greenwave-Forwarded");
  private static final HeaderName FORWARDED_FOR = HeaderNames.create("Greenwave-Forwarded-For");
  private static final HeaderName LAST_EVENT = HeaderNames.create("Last-Event-ID");
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration SEEN_LIMIT = Duration.ofSeconds(1);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  /** The leader does nothing that takes long; one that is frozen has a successor by then. */
  private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);

  /** A role has ten minutes to read what is sent to it. */
  private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(11);

  /** A role may be silent for 30 s in the middle of an answer; streams say something each 2 s. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(35);

  private static final List<HeaderName> PASSED_IN =
      List.of(
          HeaderNames.AUTHORIZATION,
          HeaderNames.IF_MATCH,
          HeaderNames.CONTENT_TYPE,
          HeaderNames.CONTENT_ENCODING,
          HeaderNames.ACCEPT,
          LAST_EVENT,
          Exchange.VERSION);
  private static final List<HeaderName> PASSED_BACK =
      List.of(
          HeaderNames.CONTENT_TYPE,
          HeaderNames.ETAG,
          HeaderNames.LOCATION,
          HeaderNames.CACHE_CONTROL,
          Exchange.RETRY_AFTER,
          Exchange.VERSION,
          Exchange.ANSWERED_BY);

  private final Node node;
  private final HttpClient client;

  Forwarding(Node node) {
    this.node = node;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .sslContext(node.trust().requests())
            .build();
  }

  /**
   * Passes a request on to the leader of the Directory.
   *
   * @return false if that cannot be done now, and nothing has been sent
   */
  boolean toLeader(Exchange exchange) {
    Optional<Server> leader =
        node.leader()
            .filter(name -> !name.equals(node.identity().name()))
            .map(name -> node.view().directory().servers().get(name));
    if (leader.isEmpty() || exchange.header(FORWARDED).isPresent()) {
      return false;
    }
    try {
      pass(exchange, leader.get(), LEADER_LIMIT);
      return true;
    } catch (ConnectException | HttpConnectTimeoutException _) {
      return false;
    } catch (IOException failure) {
      throw failed(leader.get(), failure);
    }
  }

  /** Where a request came from; another server of the system is believed about that. */
  String address(Exchange exchange) {
    String peer = exchange.request().remotePeer().host();
    boolean server =
        exchange.server().filter(it -> node.trust().standing(it) == Standing.MEMBER).isPresent();
    return exchange.header(FORWARDED_FOR).filter(_ -> server).orElse(peer);
  }

  /** Passes a role call on to the role's host. */
  void toHost(Exchange exchange, String role, Optional<String> host) {
    Optional<Server> server =
        host.filter(name -> !name.equals(node.identity().name()))
            .map(name -> node.view().directory().servers().get(name));
    if (server.isEmpty() || exchange.header(FORWARDED).isPresent()) {
      throw new ProblemException(
          503, "No host", role + " has no host just now; try again in a moment.");
    }
    try {
      boolean upload = exchange.request().content().hasEntity();
      pass(exchange, server.get(), upload ? UPLOAD_LIMIT : ANSWER_LIMIT);
    } catch (IOException failure) {
      throw failed(server.get(), failure);
    }
  }

  private void pass(Exchange exchange, Server server, Duration limit) throws IOException {
    AtomicReference<BoundedStream> body = new AtomicReference<>();
    try {
      HttpResponse<InputStream> answer =
          client.send(request(exchange, server, limit, body), BodyHandlers.ofInputStream());
      answer.headers().firstValueAsLong(Exchange.VERSION.lowerCase()).ifPresent(this::awaitSeen);
      back(exchange, answer);
    } catch (IOException failure) {
      Optional.ofNullable(body.get()).ifPresent(BoundedStream::demandWhole);
      throw failure;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ProblemException(503, "Stopping", "This server is stopping; ask another.");
    }
  }

  /**
   * Whoever goes on with this server finds their own change here: a session that they have ended is
   * not good here any more, an account that they have made can log in.
   */
  private void awaitSeen(long version) {
    try {
      node.view().seen(version).get(SEEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // It was made all the same.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProblemException failed(Server server, IOException failure) {
    boolean late =
        failure instanceof HttpTimeoutException
            && !(failure instanceof HttpConnectTimeoutException);
    return late
        ? new ProblemException(
            503,
            "Not answered",
            "%s has not answered in time; it may still be at it. Look before you ask again."
                .formatted(server.name()))
        : new ProblemException(
            503,
            "Not reached",
            "%s should answer this, and cannot be reached; what it did, if anything, is not known."
                .formatted(server.name()));
  }

  private HttpRequest request(
      Exchange exchange, Server server, Duration limit, AtomicReference<BoundedStream> body) {
    String target =
        "https://"
            + server.endpoints().host()
            + ":"
            + server.endpoints().inner()
            + exchange.request().prologue().uriPath().rawPath()
            + query(exchange);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target))
            .timeout(limit)
            .header(FORWARDED.defaultCase(), node.identity().name())
            .header(FORWARDED_FOR.defaultCase(), address(exchange))
            .method(
                exchange.request().prologue().method().text(),
                exchange.request().content().hasEntity()
                    ? BodyPublishers.ofInputStream(() -> opened(exchange, body))
                    : BodyPublishers.noBody());
    PASSED_IN.forEach(name ->
        exchange.header(name).ifPresent(value -> request.header(name.defaultCase(), value)));
    return request.build();
  }

  private static InputStream opened(Exchange exchange, AtomicReference<BoundedStream> body) {
    BoundedStream opened =
        new BoundedStream(exchange.request().content().inputStream(), RoleCalls.BODY_LIMIT);
    body.set(opened);
    return opened;
  }

  private static String query(Exchange exchange) {
    String raw = exchange.request().query().rawValue();
    return raw.isEmpty() ? "" : "?" + raw;
  }

  private static void back(Exchange exchange, HttpResponse<InputStream> answer) throws IOException {
    exchange.response().status(Status.create(answer.statusCode()));
    PASSED_BACK.forEach(name ->
        answer
            .headers()
            .firstValue(name.defaultCase())
            .ifPresent(value -> exchange.response().header(name, value)));
    if (answer.statusCode() == 204) {
      exchange.response().send();
      return;
    }
    try (OutputStream out = exchange.response().outputStream()) {
      Passage.through(answer.body(), out, SILENCE_LIMIT);
    }
  }
}
