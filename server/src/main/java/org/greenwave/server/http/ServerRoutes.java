package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.JoinResponse;
import org.greenwave.server.join.Tokens;
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
    this.edits = new Edits(node);
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
    String name = exchange.path("server");
    Server server =
        Optional.ofNullable(node.view().directory().servers().get(name))
            .orElseThrow(() ->
                new ProblemException(404, "Unknown", "There is no server named " + name + "."));
    exchange.json(200, view.server(server));
  }

  private void token(Exchange exchange) {
    Server.Kind kind = kind(exchange.body());
    byte[] random = new byte[TOKEN_BYTES];
    chance.nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Instant expires = Instant.now().plus(TOKEN_LIFE);
    edits.propose(new Change.TokenIssued(new JoinToken(Tokens.hash(token), kind, expires)));
    String word = kind == Server.Kind.DIRECTORY ? "directory" : "expansion";
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("token", token).put("kind", word).put("expires", SystemView.instant(expires));
    body.put(
        "command",
        "./greenwave server --name NAME --kind %s --join %s --token %s"
            .formatted(word, SystemView.api(node.identity().server()), token));
    exchange.json(201, body);
  }

  private static Server.Kind kind(JsonNode body) {
    return switch (RoleBody.text(body, "kind", "directory")) {
      case "directory" -> Server.Kind.DIRECTORY;
      case "expansion" -> Server.Kind.EXPANSION;
      default ->
          throw new ProblemException(
              422, "Not accepted", "\"kind\" has to be directory or expansion.");
    };
  }

  private void join(Exchange exchange) {
    JoinRequest asked = asked(exchange.body());
    edits.propose(new Change.ServerJoined(asked.server(), Tokens.hash(asked.token())));
    JoinResponse granted =
        new JoinResponse(
            node.identity().systemId(), List.copyOf(node.view().directory().servers().values()));
    exchange.json(200, Json.mapping().valueToTree(granted));
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
    throw new ProblemException(
        422, "Not accepted", "This is not a request to join; start a server with --join instead.");
  }
}
