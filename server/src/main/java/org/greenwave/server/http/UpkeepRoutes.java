package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.directory.Timing;
import org.greenwave.directory.Timings;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the system is run: maintenance of servers, timings. */
final class UpkeepRoutes implements HttpService {
  private final Node node;
  private final SystemView view;
  private final Edits edits;
  private final Led led;

  UpkeepRoutes(Node node, SystemView view, Forwarding forwarding) {
    this.node = node;
    this.view = view;
    this.edits = new Edits(node, forwarding);
    this.led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/servers/{server}/maintenance", led.handler(this::maintain))
        .get("/timings", (request, response) -> timings(new Exchange(request, response)))
        .patch("/timings", led.handler(this::retime));
  }

  private void maintain(Exchange exchange) {
    String server = ServerRoutes.recorded(exchange, node).name();
    JsonNode body = RoleBody.only(exchange.body(), Set.of("on", "note"));
    boolean on =
        RoleBody.flag(body, "on")
            .orElseThrow(() -> RoleBody.wrong("\"on\" is missing: true or false."));
    String note = RoleBody.text(body, "note", "");
    Receipt receipt =
        edits.propose(
            exchange, new Change.MaintenanceSet(server, on, note, exchange.caller().name()));
    exchange.json(
        200,
        view.server(Objects.requireNonNull(node.view().directory().servers().get(server))),
        Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private void timings(Exchange exchange) {
    timings(exchange, Map.of());
  }

  private void timings(Exchange exchange, Map<HeaderName, String> headers) {
    Timings now = node.view().directory().timings();
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode shown = body.putArray("timings");
    Timing.ALL.forEach(timing ->
        shown
            .addObject()
            .put("key", timing.key())
            .put("value", timing.of().applyAsLong(now))
            .put("default", timing.of().applyAsLong(Timings.DEFAULT))
            .put("least", timing.least())
            .put("most", timing.most())
            .put("meaning", timing.meaning()));
    Map<HeaderName, String> all = new HashMap<>(headers);
    all.put(HeaderNames.ETAG, tag(now));
    exchange.json(200, body, all);
  }

  private void retime(Exchange exchange) {
    Timings before = node.view().directory().timings();
    if (!RoleRoutes.ifMatch(exchange).equals(tag(before))) {
      throw new ProblemException(
          412,
          "Changed meanwhile",
          "The timings have been changed meanwhile; look at them again, then repeat your change.");
    }
    Timings after = Timing.changed(before, changes(exchange.body()));
    Receipt receipt =
        edits.propose(exchange, new Change.TimingsEdited(before, after, exchange.caller().name()));
    timings(exchange, Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private static Map<String, Long> changes(JsonNode body) {
    Map<String, Long> changes = new HashMap<>();
    body.properties().forEach(entry -> changes.put(entry.getKey(), value(entry)));
    return changes;
  }

  private static long value(Map.Entry<String, JsonNode> entry) {
    if (Timing.ALL.stream().noneMatch(timing -> timing.key().equals(entry.getKey()))) {
      throw RoleBody.wrong(
          "\"%s\" is not a timing; there is %s."
              .formatted(
                  entry.getKey(),
                  String.join(", ", Timing.ALL.stream().map(Timing::key).toList())));
    }
    if (!entry.getValue().canConvertToLong() || !entry.getValue().isIntegralNumber()) {
      throw RoleBody.wrong("\"%s\" has to be a whole number.".formatted(entry.getKey()));
    }
    return entry.getValue().asLong();
  }

  /** A tag that changes with any of the timings. */
  private static String tag(Timings timings) {
    return "\"%08x\"".formatted(timings.hashCode());
  }
}
