package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.ShownAuthority;
import org.greenwave.server.trust.Fingerprint;
import org.greenwave.server.trust.Pem;

/** The certificate of the system authority, for whoever is to trust it: it is no secret. */
final class AuthorityRoutes implements HttpService {
  private final Node node;

  AuthorityRoutes(Node node) {
    this.node = node;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/api/v1/authority", (request, response) -> show(new Exchange(request, response)))
        .get("/ca.pem", (request, response) -> file(new Exchange(request, response)));
  }

  private void show(Exchange exchange) {
    Endpoints at = node.identity().server().endpoints();
    ShownAuthority shown =
        new ShownAuthority(
            Pem.text(node.trust().authority()),
            Fingerprint.of(node.trust().authority()),
            at.host() + ":" + at.inner());
    exchange.json(200, Json.mapping().valueToTree(shown));
  }

  /** As browsers take it in. */
  private void file(Exchange exchange) {
    exchange.response().header(HeaderNames.CONTENT_TYPE, "application/x-x509-ca-cert");
    exchange.response().header(HeaderNames.CACHE_CONTROL, "no-store");
    exchange
        .response()
        .send(Pem.text(node.trust().authority()).getBytes(StandardCharsets.US_ASCII));
  }
}
