package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is told of what happens: seen and changed by administrators, since servers call there. */
final class NoticeRoutes implements HttpService {
  private final Node node;
  private final Edits edits;
  private final Led led;

  NoticeRoutes(Node node, Forwarding forwarding) {
    this.node = node;
    edits = new Edits(node, forwarding);
    led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> all(new Exchange(request, response), Map.of()))
        .patch("/", led.handler(this::hold))
        .post("/recipients", led.handler(this::add))
        .get("/recipients/{recipient}", (request, response) -> one(new Exchange(request, response)))
        .patch("/recipients/{recipient}", led.handler(this::edit))
        .delete("/recipients/{recipient}", led.handler(this::remove))
        .post("/recipients/{recipient}/test", led.handler(this::test));
  }

  private Notices notices() {
    return node.view().directory().notices();
  }

  private void all(Exchange exchange, Map<HeaderName, String> headers) {
    Map<HeaderName, String> all = new HashMap<>(headers);
    all.put(HeaderNames.ETAG, tag(notices().version()));
    exchange.json(200, NoticeView.all(notices()), all);
  }

  private static String tag(long version) {
    return "\"" + version + "\"";
  }

  private void hold(Exchange exchange) {
    long basedOn = RoleRoutes.basedOn(exchange);
    JsonNode body = RoleBody.only(exchange.body(), Set.of("holdMillis"));
    JsonNode millis = body.path("holdMillis");
    if (!millis.isIntegralNumber() || !millis.canConvertToLong()) {
      throw RoleBody.wrong("\"holdMillis\" has to be a whole number.");
    }
    Receipt receipt =
        edits.propose(
            exchange, new OfNotices.HoldSet(millis.asLong(), basedOn, exchange.caller().name()));
    all(exchange, AccountRoutes.version(receipt));
  }

  private void one(Exchange exchange) {
    answer(exchange, 200, recorded(exchange.path("recipient")).name(), Map.of());
  }

  private Recipient recorded(String name) {
    return Optional.ofNullable(notices().recipients().get(name))
        .orElseThrow(() ->
            new ProblemException(404, "Unknown", "There is no recipient named " + name + "."));
  }

  private void answer(Exchange exchange, int status, String name, Map<HeaderName, String> headers) {
    Recipient recipient = recorded(name);
    Map<HeaderName, String> all = new HashMap<>(headers);
    all.put(HeaderNames.ETAG, tag(recipient.version()));
    exchange.json(status, NoticeView.recipient(recipient, notices()), all);
  }

  private void add(Exchange exchange) {
    Recipient recipient = NoticeBody.added(exchange.body());
    Receipt receipt =
        edits.propose(exchange, new OfNotices.RecipientAdded(recipient, exchange.caller().name()));
    answer(exchange, 201, recipient.name(), AccountRoutes.version(receipt));
  }

  private void edit(Exchange exchange) {
    Recipient before = recorded(exchange.path("recipient"));
    long basedOn = RoleRoutes.basedOn(exchange);
    Recipient after = NoticeBody.edited(exchange.body(), before);
    Receipt receipt =
        edits.propose(
            exchange, new OfNotices.RecipientEdited(after, basedOn, exchange.caller().name()));
    answer(exchange, 200, before.name(), AccountRoutes.version(receipt));
  }

  private void remove(Exchange exchange) {
    Recipient before = recorded(exchange.path("recipient"));
    long basedOn = RoleRoutes.basedOn(exchange);
    Receipt receipt =
        edits.propose(
            exchange,
            new OfNotices.RecipientRemoved(before.name(), basedOn, exchange.caller().name()));
    exchange.response().header(Exchange.VERSION, RoleRoutes.version(receipt));
    exchange.response().status(Status.NO_CONTENT_204).send();
  }

  /** On the leader, which would send the real ones, too. */
  private void test(Exchange exchange) {
    Recipient recipient = recorded(exchange.path("recipient"));
    RoleBody.only(exchange.body(), Set.of());
    Delivery delivery =
        node.notices()
            .orElseThrow(
                () -> new ProblemException(503, "No leader", "This server keeps no Directory."))
            .test(recipient);
    Receipt receipt =
        edits.propose(exchange, new OfNotices.RecipientTested(delivery, exchange.caller().name()));
    String sentence =
        delivery.arrived()
            ? "The test has arrived at " + recipient.name() + "."
            : "The test has not arrived at %s. %s".formatted(recipient.name(), delivery.failure());
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("arrived", delivery.arrived()).put("sentence", sentence);
    exchange.json(200, body, AccountRoutes.version(receipt));
  }
}
