package org.greenwave.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.host.RoleType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API is and what roles can be made: its description, the role types. */
final class TypeRoutes implements HttpService {
  private final Node node;

  TypeRoutes(Node node) {
    this.node = node;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/role-types", (request, response) -> types(new Exchange(request, response)))
        .get("/openapi.yaml", (request, response) -> description(new Exchange(request, response)));
  }

  private void types(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode types = body.putArray("types");
    node.hosts().types().sound().values().forEach(type -> types.add(type(type.facts())));
    node.hosts().types().refused().forEach(body.putArray("refused")::add);
    exchange.json(200, body);
  }

  private ObjectNode type(RoleType.Facts known) {
    ObjectNode type = Json.mapping().createObjectNode();
    type.put("type", known.type()).put("version", known.version());
    type.put("description", known.description());
    ArrayNode servers = type.putArray("servers");
    node.view().directory().servers().keySet().stream()
        .filter(server -> has(server, known.type()))
        .forEach(servers::add);
    type.set("defaultSettings", Json.mapping().readTree(known.defaultSettings()));
    return type;
  }

  private boolean has(String server, String type) {
    return server.equals(node.identity().name())
        || node.situation()
            .flatMap(now -> now.sightings().of(server))
            .map(sighting -> sighting.roleTypes().containsKey(type))
            .orElse(true);
  }

  private void description(Exchange exchange) {
    try (InputStream in = TypeRoutes.class.getResourceAsStream("/openapi.yaml")) {
      byte[] text = in == null ? new byte[0] : in.readAllBytes();
      exchange.response().header(HeaderNames.CONTENT_TYPE, "application/yaml");
      exchange.response().send(text);
    } catch (IOException failure) {
      throw new ProblemException(500, "Not readable", "The API's description cannot be read.");
    }
  }
}
