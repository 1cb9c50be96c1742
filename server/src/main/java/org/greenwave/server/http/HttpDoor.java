package org.greenwave.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.config.PublicAddress;
import org.greenwave.server.core.Node;
import org.greenwave.server.http.Entrance.Opening;
import org.greenwave.server.trust.OwnCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door: routes, and what holds for every request. */
public final class HttpDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(2);
  private static final HeaderName ALLOW_METHODS =
      HeaderNames.create("Access-Control-Allow-Methods");
  private static final HeaderName ALLOW_HEADERS =
      HeaderNames.create("Access-Control-Allow-Headers");
  private static final HeaderName ALLOW_ORIGIN = HeaderNames.create("Access-Control-Allow-Origin");
  private static final HeaderName STRICT = HeaderNames.create("Strict-Transport-Security");
  private static final HeaderName EXPOSE = HeaderNames.create("Access-Control-Expose-Headers");

  private final Node node;
  private final Gate gate;
  private final Origins origins;
  private final Routes routes;
  private final Entrance outer;
  private final Entrance inner;
  private final List<Doorkeeper> keepers;
  private final Intake intake = new Intake();
  private final Connections connections = new Connections(intake);
  private final Connections innerConnections = new Connections(intake);

  /**
   * What the operator has chosen for the door of people.
   *
   * @param loginsRequired false to take who shows no login for an administrator
   * @param own the operator's own certificate
   * @param named where people reach the system beside the servers' own addresses
   */
  public record Choice(
      boolean loginsRequired, Optional<OwnCertificate> own, List<PublicAddress> named) {}

  /**
   * Opens the door of people, and the inner one of servers.
   *
   * @param broken told when one has shut by itself and cannot be opened for long
   * @throws BindException when a port is taken; the message is the address
   */
  public HttpDoor(Node node, Choice choice, Consumer<Throwable> broken) throws BindException {
    this.node = node;
    gate = new Gate(node, choice.loginsRequired());
    origins = Origins.of(node, choice.named());
    Endpoints at = node.identity().server().endpoints();
    routes = new Routes(node, gate.callers(), connections::open);
    Optional<Tls> tls =
        at.https()
            ? Optional.of(DoorPolicy.outer(node.trust().outerDoor(choice.own())))
            : Optional.empty();
    outer = new Entrance(new Opening(at.host(), at.api(), tls, this::routes), connections);
    try {
      inner = new Entrance(innerOpening(at), innerConnections);
    } catch (BindException taken) {
      outer.close();
      throw taken;
    }
    keepers = List.of(Doorkeeper.of(outer, broken), Doorkeeper.of(inner, broken));
  }

  private Opening innerOpening(Endpoints at) {
    return new Opening(
        at.host(),
        at.inner(),
        Optional.of(DoorPolicy.inner(node.trust().innerDoor())),
        routing -> {
          routing.addFilter((chain, request, response) ->
              DoorPolicy.admitServers(node, chain, request, response));
          routes.addInnerTo(routing);
          routes(routing);
        });
  }

  private void routes(HttpRouting.Builder routing) {
    routing
        .addFilter(this::admit)
        .error(
            ProblemException.class,
            (request, response, problem) -> new Exchange(request, response).problem(problem))
        .error(
            HttpException.class,
            (request, response, failure) ->
                new Exchange(request, response)
                    .problem(
                        new ProblemException(
                            failure.status().code(),
                            failure.status().reasonPhrase(),
                            "%s %s: %s."
                                .formatted(
                                    request.prologue().method().text(),
                                    request.prologue().uriPath().path(),
                                    failure.getMessage()))))
        .error(
            RuntimeException.class,
            (request, response, failure) -> {
              LOG.warn("{} failed", request.prologue().uriPath().rawPath(), failure);
              new Exchange(request, response)
                  .problem(
                      new ProblemException(
                          500, "Failed", "The server could not do that; its log says why."));
            });
    routes.addTo(routing);
  }

  /** What holds for every request: origin, version to wait for, right, who answered. */
  private void admit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Exchange exchange = new Exchange(request, response);
    response.header(Exchange.ANSWERED_BY, node.identity().name());
    Optional<String> origin = exchange.header(HeaderNames.ORIGIN);
    if (origin.isPresent() && !origins.known(origin.get(), exchange.header(HeaderNames.HOST))) {
      exchange.problem(
          new ProblemException(
              403,
              "Other origin",
              "Pages of other sites may not use this server; an address at which people reach it"
                  + " has to be named as its public-address."));
      return;
    }
    origin.ifPresent(allowed -> {
      response.header(ALLOW_ORIGIN, allowed);
      response.header(
          EXPOSE, "ETag, Location, Retry-After, Greenwave-Version, Greenwave-Answered-By");
      response.header(HeaderNames.VARY, "Origin");
    });
    if (request.prologue().method().equals(Method.OPTIONS)) {
      response.header(ALLOW_METHODS, "GET, POST, PATCH, DELETE");
      response.header(ALLOW_HEADERS, "Authorization, Content-Type, If-Match, Greenwave-Version");
      response.send();
      return;
    }
    exchange.demandKnownEncoding();
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    if (node.identity().server().endpoints().https()) {
      response.header(STRICT, "max-age=31536000");
    }
    exchange.header(Exchange.VERSION).ifPresent(this::catchUp);
    if (gate.admits(exchange)) { // a key may have been made just now
      chain.proceed();
    }
  }

  /** Waits until this server has seen what the caller has seen (law L7). */
  private void catchUp(String version) {
    try {
      node.view()
          .seen(Long.parseLong(version))
          .get(CATCH_UP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (NumberFormatException _) {
      throw new ProblemException(400, "Version", "Greenwave-Version has to be a number.");
    } catch (TimeoutException | ExecutionException _) {
      throw new ProblemException(
          503, "Behind", "This server has not seen that version yet; ask another, or again.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    keepers.forEach(Doorkeeper::close);
    innerConnections.close();
    outer.close();
    inner.close();
  }
}
