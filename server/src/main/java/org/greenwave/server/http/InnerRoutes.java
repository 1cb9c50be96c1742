package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Majority;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.JoinResponse;
import org.greenwave.server.join.Joining;
import org.greenwave.server.join.Renewing;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Granted;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Pem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What only servers ask each other, at the inner door: to be let in, and for a new certificate. */
final class InnerRoutes implements HttpService {
  private final Node node;
  private final Edits edits;
  private final Led led;

  InnerRoutes(Node node, Forwarding forwarding) {
    this.node = node;
    edits = new Edits(node, forwarding);
    led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(Joining.PATH, led.handler(this::join))
        .post(Renewing.PATH, (request, response) -> renew(new Exchange(request, response)));
  }

  private void join(Exchange exchange) {
    JoinRequest asked = asked(exchange.body());
    Change.ServerJoined joined =
        new Change.ServerJoined(asked.server(), Tokens.hash(asked.token()));
    edits.demandSound(joined);
    granted(asked, 0); // what cannot be granted must not use the token up
    Receipt receipt =
        edits.propose(
            edits.author(exchange, "the server " + asked.server().name(), List.of()),
            joined,
            now -> Majority.joining(joined, now));
    JoinResponse answer =
        new JoinResponse(
            node.identity().systemId(),
            List.copyOf(node.view().directory().servers().values()),
            granted(asked, receipt.version()));
    exchange.json(
        200,
        Json.mapping().valueToTree(answer),
        Map.of(Exchange.VERSION, RoleRoutes.version(receipt)));
  }

  private Granted granted(JoinRequest asked, long since) {
    try {
      return node.trust().grant(asked.keys(), asked.server(), since);
    } catch (GeneralSecurityException | IllegalArgumentException unsound) {
      throw RoleBody.wrong("The keys or the address of the server that asks are not sound.");
    }
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

  private void renew(Exchange exchange) {
    Holder holder = exchange.server().orElseThrow();
    Server recorded =
        Optional.ofNullable(node.view().directory().servers().get(holder.name()))
            .filter(holder::is)
            .orElseThrow(() -> DoorPolicy.stranger(holder.name()));
    if (!node.trust().vouches()) {
      throw new ProblemException(
          409, "No authority", "Only Directory servers can renew certificates; ask one.");
    }
    String key = RoleBody.demanded(exchange.body(), "key");
    try {
      X509Certificate renewed = node.trust().renewed(Applicant.key(key), holder, recorded);
      exchange.json(
          200,
          Json.mapping()
              .valueToTree(new Renewing.Renewed(Objects.requireNonNull(Pem.text(renewed)))));
    } catch (GeneralSecurityException _) {
      throw RoleBody.wrong("\"key\" is no public key of the kind that servers have.");
    }
  }
}
