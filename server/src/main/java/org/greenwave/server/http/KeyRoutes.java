package org.greenwave.server.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Right;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Access keys for scripts: made and deleted by administrators, shown once. */
final class KeyRoutes implements HttpService {
  private static final String PREFIX = "gwk_";
  private static final int KEY_BYTES = 24;
  private static final int MOST = 1_000;
  private static final long MOST_DAYS = 3_650;

  private final SecureRandom chance = new SecureRandom();
  private final Node node;
  private final Edits edits;
  private final Led led;

  KeyRoutes(Node node, Forwarding forwarding) {
    this.node = node;
    edits = new Edits(node, forwarding);
    led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> all(new Exchange(request, response)))
        .post("/", led.handler(this::make))
        .delete("/{key}", led.handler(this::delete));
  }

  private void all(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode keys = body.putArray("keys");
    node.view().directory().people().keys().values().forEach(key -> keys.add(shown(key)));
    exchange.json(200, body);
  }

  private void make(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("name", "right", "days"));
    if (node.view().directory().people().keys().size() >= MOST) {
      throw new ProblemException(409, "Full", "There are " + MOST + " access keys; delete some.");
    }
    Right right = AccountRoutes.right(RoleBody.demanded(body, "right"));
    byte[] random = new byte[KEY_BYTES];
    chance.nextBytes(random);
    String secret = PREFIX + HexFormat.of().formatHex(random);
    Instant now = Instant.now();
    AccessKey key =
        new AccessKey(
            RoleBody.demanded(body, "name"),
            right,
            Tokens.hash(secret),
            exchange.caller().name(),
            now,
            days(body).map(days -> now.plus(Duration.ofDays(days))));
    Receipt receipt = edits.propose(exchange, new OfPeople.KeyMade(key));
    exchange.json(201, shown(key).put("key", secret), AccountRoutes.version(receipt));
  }

  private static Optional<Long> days(JsonNode body) {
    JsonNode days = body.path("days");
    if (days.isMissingNode()) {
      return Optional.empty();
    }
    boolean whole = days.isIntegralNumber() && days.canConvertToLong();
    if (!whole || days.asLong() < 1 || days.asLong() > MOST_DAYS) {
      throw RoleBody.wrong("\"days\" has to be a whole number from 1 to %d.".formatted(MOST_DAYS));
    }
    return Optional.of(days.asLong());
  }

  private void delete(Exchange exchange) {
    String name = exchange.path("key");
    if (!node.view().directory().people().keys().containsKey(name)) {
      throw new ProblemException(404, "Unknown", "There is no access key named " + name + ".");
    }
    Receipt receipt =
        edits.propose(exchange, new OfPeople.KeyDeleted(name, exchange.caller().name()));
    exchange.response().header(Exchange.VERSION, RoleRoutes.version(receipt));
    exchange.response().status(Status.NO_CONTENT_204).send();
  }

  private static ObjectNode shown(AccessKey key) {
    ObjectNode shown =
        Json.mapping()
            .createObjectNode()
            .put("name", key.name())
            .put("right", AccountRoutes.word(key.right()))
            .put("by", key.by())
            .put("created", SystemView.instant(key.created()));
    key.expires().ifPresent(expires -> shown.put("expires", SystemView.instant(expires)));
    return shown;
  }
}
