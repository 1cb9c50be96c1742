package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.JoinResponse;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers: seen by all, let in by the leader. */
final class ServerRoutes implements HttpService {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int TOKEN_BYTES = 24;

  private final SecureRandom chance = new SecureRandom();
  private final Node node;
  private final SystemView view;
  private final Edits edits;
  private final Led led;

  ServerRoutes(Node node, SystemView view, Forwarding forwarding) {
    this.node = node;
    this.view = view;
    this.edits = new Edits(node, forwarding);
    this.led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/servers", (request, response) -> all(new Exchange(request, response)))
        .get("/servers/{server}", (request, response) -> one(new Exchange(request, response)))
        .post("/servers/tokens", led.handler(this::token))
        .post("/join", led.handler(this::join));
  }

  private void all(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.set("servers", view.servers());
    exchange.json(200, body);
  }

  private void one(Exchange exchange) {
    exchange.json(200, view.server(recorded(exchange, node)));
  }

  /** The server that a path names. */
  static Server recorded(Exchange exchange, Node node) {
    String name = exchange.path("server");
    return Optional.ofNullable(node.view().directory().servers().get(name))
        .orElseThrow(
            () -> new ProblemException(404, "Unknown", "There is no server named " + name + "."));
  }

  private void token(Exchange exchange) {
    Server.Kind kind = kind(exchange.body());
    byte[] random = new byte[TOKEN_BYTES];
    chance.nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Instant expires = Instant.now().plus(TOKEN_LIFE);
    JoinToken issued = new JoinToken(Tokens.hash(token), kind, expires);
    Receipt receipt = edits.propose(exchange, new Change.TokenIssued(issued));
    String word = kind == Server.Kind.DIRECTORY ? "directory" : "expansion";
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("token", token).put("kind", word).put("expires", SystemView.instant(expires));
    body.put(
        "command",
        "./greenwave server --name NAME --kind %s --join %s --token %s"
            .formatted(word, SystemView.api(node.identity().server()), token));
    exchange.json(201, body, Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private static Server.Kind kind(JsonNode body) {
    RoleBody.only(body, Set.of("kind"));
    return switch (RoleBody.text(body, "kind", "directory")) {
      case "directory" -> Server.Kind.DIRECTORY;
      case "expansion" -> Server.Kind.EXPANSION;
      default -> throw RoleBody.wrong("\"kind\" has to be directory or expansion.");
    };
  }

  private void join(Exchange exchange) {
    JoinRequest asked = asked(exchange.body());
    Receipt receipt =
        edits.propose(
            edits.author(exchange, "the server " + asked.server().name(), List.of()),
            new Change.ServerJoined(asked.server(), Tokens.hash(asked.token())));
    JoinResponse granted =
        new JoinResponse(
            node.identity().systemId(), List.copyOf(node.view().directory().servers().values()));
    exchange.json(
        200,
        Json.mapping().valueToTree(granted),
        Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private static JoinRequest asked(JsonNode body) {
    try {
      JoinRequest asked = Json.mapping().treeToValue(body, JoinRequest.class);
      if (asked != null && asked.complete()) {
        return asked;
      }
    } catch (JacksonException _) {
      // Refused below.
    }
    throw RoleBody.wrong("This is not a request to join; start a server with --join instead.");
  }
}
