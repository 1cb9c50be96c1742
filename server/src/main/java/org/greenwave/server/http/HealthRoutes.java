package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostCondition;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How this server is, for load balancers, which look at the status alone: 200 or 503. */
final class HealthRoutes implements HttpService {
  private final Node node;
  private final SystemView view;

  HealthRoutes(Node node, SystemView view) {
    this.node = node;
    this.view = view;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> alive(new Exchange(request, response)))
        .get("/ready", (request, response) -> ready(new Exchange(request, response)))
        .get("/leader", (request, response) -> leader(new Exchange(request, response)))
        .get("/host/{role}", (request, response) -> host(new Exchange(request, response)));
  }

  private void alive(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("alive", true);
    body.put("server", name());
    body.put("leader", leads());
    ArrayNode hosts = body.putArray("hosts");
    node.view().directory().roles().keySet().stream()
        .filter(node.hosts()::hosts)
        .forEach(hosts::add);
    body.put("leaseLeftMillis", Math.max(0, node.leaseLeftMillis()));
    body.put("leaseLeastLeftPercent", node.leaseLeastLeftPercent());
    body.put("realtime", node.realtime().words());
    body.put("sentence", name() + " runs.");
    exchange.json(200, body);
  }

  private String name() {
    return node.identity().name();
  }

  private boolean leads() {
    return node.seat().filter(DirectorySeat::leading).isPresent();
  }

  private void ready(Exchange exchange) {
    Optional<String> leader = view.leader();
    answer(
        exchange,
        leader.isPresent(),
        leader
            .map(heard -> "%s hears %s, which leads the Directory.".formatted(name(), heard))
            .orElse(name() + " hears no leader of the Directory; what it shows may be old."));
  }

  /** A leader that has lost its majority does not know it yet; its lease does. */
  private void leader(Exchange exchange) {
    boolean leads = leads() && node.hasLease();
    String sentence =
        leads
            ? name() + " leads the Directory."
            : view.leader()
                .map(heard -> "%s does not lead the Directory; %s does.".formatted(name(), heard))
                .orElse(name() + " does not lead the Directory, and hears nobody who does.");
    answer(exchange, leads, sentence);
  }

  private void host(Exchange exchange) {
    String role = RoleRoutes.recorded(exchange, node).name();
    boolean hosts = hosts(role);
    String sentence =
        hosts
            ? "%s hosts %s.".formatted(name(), role)
            : view.roles()
                .host(role)
                .filter(host -> !host.equals(name()))
                .map(host -> "%s does not host %s; %s does.".formatted(name(), role, host))
                .orElse("%s does not host %s now.".formatted(name(), role));
    answer(exchange, hosts, sentence);
  }

  /**
   * One that hears neither the Directory nor its database may have been replaced and cannot know.
   */
  private boolean hosts(String role) {
    boolean writes =
        Optional.ofNullable(node.hosts().reports().get(role))
            .filter(RoleReport::databaseWritable)
            .isPresent();
    return node.hosts().hosts(role)
        && HostCondition.of(node.hasLease(), writes) != HostCondition.STRANDED;
  }

  private void answer(Exchange exchange, boolean healthy, String sentence) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("healthy", healthy).put("server", name()).put("sentence", sentence);
    exchange.json(healthy ? 200 : 503, body);
  }
}
