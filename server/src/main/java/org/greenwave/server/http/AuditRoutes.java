package org.greenwave.server.http;

import static java.util.Locale.ROOT;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.directory.audit.AuditEntry;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who has changed what, newest first, for administrators. */
final class AuditRoutes implements HttpService {
  private static final int USUAL = 100;

  private final Node node;

  AuditRoutes(Node node) {
    this.node = node;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/audit", (request, response) -> shown(new Exchange(request, response)));
  }

  private void shown(Exchange exchange) {
    String wanted = exchange.query("q").orElse("").toLowerCase(ROOT);
    int limit = exchange.query("limit").map(RoleRoutes::number).orElse(USUAL);
    List<AuditEntry> all = node.view().directory().audit();
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode entries = body.putArray("entries");
    all.reversed().stream()
        .filter(entry -> matches(entry, wanted))
        .limit(limit)
        .forEach(entry -> entries.add(shown(entry)));
    exchange.json(200, body);
  }

  private static boolean matches(AuditEntry entry, String wanted) {
    Stream<String> texts =
        Stream.concat(
            Stream.of(entry.who(), entry.address(), entry.what(), entry.about()),
            entry.differences().stream()
                .flatMap(it -> Stream.of(it.what(), it.before(), it.after())));
    return texts.anyMatch(text -> text.toLowerCase(ROOT).contains(wanted));
  }

  private static ObjectNode shown(AuditEntry entry) {
    ObjectNode shown =
        Json.mapping()
            .createObjectNode()
            .put("at", SystemView.instant(entry.at()))
            .put("who", entry.who())
            .put("address", entry.address())
            .put("what", entry.what())
            .put("about", entry.about());
    ArrayNode differences = shown.putArray("differences");
    entry
        .differences()
        .forEach(it ->
            differences
                .addObject()
                .put("what", it.what())
                .put("before", it.before())
                .put("after", it.after()));
    return shown;
  }
}
