package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.directory.Role;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Roles: seen by all servers, changed by the leader. */
final class RoleRoutes implements HttpService {
  private static final int HISTORY_DEFAULT = 100;

  private final Node node;
  private final SystemView view;
  private final Edits edits;
  private final Led led;

  RoleRoutes(Node node, SystemView view, Forwarding forwarding) {
    this.node = node;
    this.view = view;
    this.edits = new Edits(node, forwarding);
    this.led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> all(new Exchange(request, response)))
        .get("/{role}", (request, response) -> one(new Exchange(request, response)))
        .get("/{role}/history", (request, response) -> history(new Exchange(request, response)))
        .post("/", led.handler(this::create))
        .patch("/{role}", led.handler(this::edit))
        .delete("/{role}", led.handler(this::delete))
        .post("/{role}/preview", led.handler(this::preview))
        .post("/{role}/move", led.handler(this::move))
        .post("/{role}/guard/reset", led.handler(this::reset));
  }

  private void all(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.set("roles", view.roles().all());
    exchange.json(200, body);
  }

  private Role recorded(Exchange exchange) {
    return recorded(exchange, node);
  }

  /** The role that a path names. */
  static Role recorded(Exchange exchange, Node node) {
    String name = exchange.path("role");
    return Optional.ofNullable(node.view().directory().roles().get(name))
        .orElseThrow(
            () -> new ProblemException(404, "Unknown", "There is no role named " + name + "."));
  }

  private void one(Exchange exchange) {
    shown(exchange, 200, recorded(exchange), Map.of());
  }

  private void history(Exchange exchange) {
    int limit = exchange.query("limit").map(RoleRoutes::number).orElse(HISTORY_DEFAULT);
    ObjectNode body = Json.mapping().createObjectNode();
    body.set("events", view.history(exchange.path("role"), limit));
    exchange.json(200, body);
  }

  /** How many entries are wanted. */
  static int number(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, 1_000);
    } catch (NumberFormatException _) {
      throw new ProblemException(400, "No number", "\"limit\" is a number from 1 to 1000.");
    }
  }

  private void create(Exchange exchange) {
    Role role = RoleBody.created(exchange.body(), edits);
    Receipt receipt =
        edits.propose(exchange, new Change.RoleCreated(role, exchange.caller().name()));
    String location = "/api/v1/roles/" + role.name();
    shown(
        exchange,
        201,
        seen(role.name()),
        Map.of(HeaderNames.LOCATION, location, Exchange.VERSION, version(receipt)));
  }

  private Role seen(String name) {
    return Optional.ofNullable(node.view().directory().roles().get(name))
        .orElseThrow(
            () -> new ProblemException(409, "Gone", name + " has been deleted meanwhile."));
  }

  private void edit(Exchange exchange) {
    Role before = recorded(exchange);
    long basedOn = basedOn(exchange);
    Change.RoleEdit edit = RoleBody.edit(exchange.body(), before, edits);
    if (stale(exchange, before, basedOn)) {
      return;
    }
    String by = exchange.caller().name();
    Receipt receipt =
        edits.propose(
            edits.author(
                exchange,
                by,
                edit.settings()
                    .map(after -> SettingsDifference.between(before.settings(), after))
                    .orElse(List.of())),
            new Change.RoleEdited(before.name(), basedOn, edit, by));
    shown(exchange, 200, seen(before.name()), Map.of(Exchange.VERSION, version(receipt)));
  }

  /** Refuses what is based on an older version, with what the role is now. */
  private boolean stale(Exchange exchange, Role now, long basedOn) {
    if (basedOn == now.version()) {
      return false;
    }
    String detail =
        ("%s has been changed meanwhile (you saw version %d, it is now"
                + " %d); look at it again, then repeat your change.")
            .formatted(now.name(), basedOn, now.version());
    ObjectNode body = new ProblemException(412, "Changed meanwhile", detail).json();
    body.set("current", view.roles().role(now));
    exchange.problem(body, Map.of(HeaderNames.ETAG, tag(now)));
    return true;
  }

  private void delete(Exchange exchange) {
    Role before = recorded(exchange);
    long basedOn = basedOn(exchange);
    if (stale(exchange, before, basedOn)) {
      return;
    }
    Receipt receipt =
        edits.propose(
            exchange, new Change.RoleDeleted(before.name(), basedOn, exchange.caller().name()));
    exchange.response().header(Exchange.VERSION, version(receipt));
    exchange.response().status(Status.NO_CONTENT_204).send();
  }

  private void preview(Exchange exchange) {
    Role before = recorded(exchange);
    JsonNode body = exchange.body();
    exchange.json(
        200, edits.preview(before, RoleBody.edit(body, before, edits), exchange.caller().name()));
  }

  private void move(Exchange exchange) {
    Role role = recorded(exchange);
    JsonNode body = RoleBody.only(exchange.body(), Set.of("server"));
    String server = RoleBody.text(body, "server", "");
    if (server.isEmpty()) {
      throw RoleBody.wrong("\"server\" is missing: the server to move to.");
    }
    Receipt receipt = edits.move(exchange, role.name(), server);
    shown(exchange, 202, seen(role.name()), Map.of(Exchange.VERSION, version(receipt)));
  }

  private void reset(Exchange exchange) {
    Role role = recorded(exchange);
    Receipt receipt =
        edits.propose(exchange, new Change.GuardReset(role.name(), exchange.caller().name()));
    shown(exchange, 200, seen(role.name()), Map.of(Exchange.VERSION, version(receipt)));
  }

  /** The tag of what the caller has seen. */
  static String ifMatch(Exchange exchange) {
    return exchange
        .header(HeaderNames.IF_MATCH)
        .orElseThrow(() ->
            new ProblemException(
                428,
                "If-Match is missing",
                "Read it first and send its ETag back as If-Match, so that nobody's change is"
                    + " overwritten unseen."));
  }

  /** The version that an edit is based on, by the tag that the caller has seen. */
  static long basedOn(Exchange exchange) {
    try {
      return Long.parseLong(ifMatch(exchange).replace("\"", "").strip());
    } catch (NumberFormatException _) {
      throw new ProblemException(400, "If-Match", "If-Match has to be the ETag that was read.");
    }
  }

  private void shown(Exchange exchange, int status, Role role, Map<HeaderName, String> headers) {
    Map<HeaderName, String> all = new HashMap<>(headers);
    all.put(HeaderNames.ETAG, tag(role));
    exchange.json(status, view.roles().role(role), all);
  }

  private static String tag(Role role) {
    return "\"" + role.version() + "\"";
  }

  static String version(Receipt receipt) {
    return Long.toString(receipt.version());
  }
}
