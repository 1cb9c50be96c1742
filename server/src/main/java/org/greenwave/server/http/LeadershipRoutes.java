package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Receipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which server leads the Directory: handed over now, or preferred from now on. */
final class LeadershipRoutes implements HttpService {
  private final Node node;
  private final Edits edits;
  private final Led led;
  private final HandOver handOver;

  LeadershipRoutes(Node node, Forwarding forwarding) {
    this.node = node;
    this.edits = new Edits(node, forwarding);
    this.led = new Led(node, forwarding);
    this.handOver = new HandOver(node, edits);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/directory/leader", led.handler(this::lead))
        .post("/directory/preferred-leader", led.handler(this::prefer));
  }

  private void lead(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("server"));
    String name = RoleBody.demanded(body, "server");
    if (!name.equals(node.identity().name())) {
      handOver.to(name);
    }
    exchange.json(200, Json.mapping().createObjectNode().put("leader", name));
  }

  private void prefer(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("server"));
    if (!body.has("server")) {
      throw RoleBody.wrong("\"server\" is missing: a server's name, or null for none.");
    }
    Optional<String> wanted =
        Optional.of(RoleBody.text(body, "server", "")).filter(name -> !body.get("server").isNull());
    Receipt receipt =
        edits.propose(exchange, new Change.LeaderPreferred(wanted, exchange.caller().name()));
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("preferredLeader", node.view().directory().preferredLeader().orElse(null));
    exchange.json(200, shown, Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }
}
