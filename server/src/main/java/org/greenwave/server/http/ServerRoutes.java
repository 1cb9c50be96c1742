package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Majority;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.log.Voter;
import org.greenwave.server.trust.Fingerprint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers: seen by all, let in by the leader. */
final class ServerRoutes implements HttpService {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final String LIFE = "lifeSeconds";
  private static final int TOKEN_BYTES = 24;
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final String NEW_NAME = "In place of NAME write a name that no server has. ";
  private static final String PLACES =
      "In place of ADDRESS write the new machine's own address, at which the other servers reach"
          + " it, and in place of FOLDER where the server is to keep everything.";

  private final SecureRandom chance = new SecureRandom();
  private final Node node;
  private final SystemView view;
  private final Edits edits;
  private final Led led;
  private final HandOver handOver;

  ServerRoutes(Node node, SystemView view, Forwarding forwarding) {
    this.node = node;
    this.view = view;
    this.edits = new Edits(node, forwarding);
    this.led = new Led(node, forwarding);
    this.handOver = new HandOver(node, edits);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/servers", (request, response) -> all(new Exchange(request, response)))
        .get("/servers/{server}", (request, response) -> one(new Exchange(request, response)))
        .delete("/servers/{server}", led.handler(this::remove))
        .post("/servers/tokens", led.handler(this::token));
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
    JsonNode asked = exchange.body();
    Optional<Server> replaced = replaced(asked);
    Server.Kind kind = replaced.map(Server::kind).orElseGet(() -> kind(asked));
    byte[] random = new byte[TOKEN_BYTES];
    chance.nextBytes(random);
    Tokens.Whole token =
        new Tokens.Whole(
            HexFormat.of().formatHex(random), Fingerprint.of(node.trust().authority()));
    Instant expires = Instant.now().plus(life(asked));
    JoinToken issued =
        new JoinToken(Tokens.hash(token.secret()), kind, expires, replaced.map(Server::name));
    Receipt receipt = edits.propose(exchange, new Change.TokenIssued(issued));
    String word = kind.name().toLowerCase(Locale.ROOT);
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("token", token.toString())
        .put("kind", word)
        .put("expires", SystemView.instant(expires));
    body.put("replaces", replaced.map(Server::name).orElse(null));
    body.put("command", command(replaced.map(Server::name).orElse("NAME"), word, token));
    body.put("sentence", replaced.isPresent() ? PLACES : NEW_NAME + PLACES);
    exchange.json(201, body, Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private String command(String name, String kind, Tokens.Whole token) {
    return ("./greenwave server --name %s --host ADDRESS --data FOLDER --kind %s --join %s"
            + " --token %s")
        .formatted(name, kind, SystemView.api(node.identity().server()), token);
  }

  private static Duration life(JsonNode body) {
    JsonNode life = body.path(LIFE);
    if (life.isMissingNode()) {
      return TOKEN_LIFE;
    }
    boolean sound = life.isIntegralNumber() && life.canConvertToInt();
    if (!sound || life.asInt() < 1 || life.asInt() > TOKEN_LIFE.toSeconds()) {
      throw RoleBody.wrong(
          "\"%s\" has to be a whole number from 1 to %d.".formatted(LIFE, TOKEN_LIFE.toSeconds()));
    }
    return Duration.ofSeconds(life.asInt());
  }

  private static Server.Kind kind(JsonNode body) {
    return switch (RoleBody.text(body, "kind", "directory")) {
      case "directory" -> Server.Kind.DIRECTORY;
      case "witness" -> Server.Kind.WITNESS;
      case "expansion" -> Server.Kind.EXPANSION;
      default -> throw RoleBody.wrong("\"kind\" has to be directory, witness or expansion.");
    };
  }

  /** The server whose place a new machine is to take; it keeps the kind of that one. */
  private Optional<Server> replaced(JsonNode body) {
    RoleBody.only(body, Set.of("kind", "replaces", LIFE));
    String name = RoleBody.text(body, "replaces", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (body.has("kind")) {
      throw RoleBody.wrong("\"kind\" is that of the server that is replaced; leave it out.");
    }
    Server server = node.view().directory().servers().get(name);
    if (server == null) {
      throw ProblemException.refused(List.of(new Refusal.ServerUnknown(name)));
    }
    return Optional.of(server);
  }

  /** Answers when the server has no vote any more, or has to be waited for. */
  private void remove(Exchange exchange) {
    Server server = recorded(exchange, node);
    Receipt receipt =
        edits.propose(
            edits.author(exchange, exchange.caller().name(), List.of()),
            new Change.ServerRemoved(server.name(), exchange.caller().name()),
            now -> Majority.removing(server.name(), now));
    if (server.name().equals(node.identity().name())) {
      handOver.away();
    }
    boolean out = awaitOut(server);
    String sentence =
        out
            ? "%s is removed; its process ends by itself."
            : "%s is being removed; do not switch it off before its process has ended by itself.";
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("done", out).put("sentence", sentence.formatted(server.name()));
    exchange.json(200, body, Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private boolean awaitOut(Server server) {
    long until = System.nanoTime() + REMOVAL_PATIENCE.toNanos();
    while (node.seat().filter(DirectorySeat::leading).isPresent()) {
      if (!edits.seat().log().voters().contains(Voter.id(server))) {
        return true;
      }
      if (System.nanoTime() - until > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return false;
  }
}
