package org.greenwave.server.http;

import io.helidon.webserver.http.HttpRules;
import java.util.function.IntSupplier;
import org.greenwave.server.core.Node;
import org.greenwave.server.people.Callers;
import org.greenwave.server.people.Passwords;

/** Every route of the API, and the console. What each of them means stands in openapi.yaml. */
public final class Routes {
  /** For how long the status is the same for all who ask, unless the Directory changes. */
  private static final long STATUS_LIFE_MILLIS = 50;

  private final Node node;
  private final SystemView view;
  private final SharedText status;
  private final Forwarding forwarding;
  private final MetricsPage metrics;
  private final Callers callers;
  private final Passwords passwords = new Passwords();

  /**
   * The routes of a node.
   *
   * @param callers who calls
   * @param connections how many connections are open
   */
  public Routes(Node node, Callers callers, IntSupplier connections) {
    this.node = node;
    this.callers = callers;
    view = new SystemView(node);
    status =
        new SharedText(
            () -> view.status().toString(),
            () -> node.view().directory().version(),
            STATUS_LIFE_MILLIS);
    forwarding = new Forwarding(node);
    metrics = new MetricsPage(node, view, connections);
  }

  /** Adds what only servers ask each other to some rules. */
  void addInnerTo(HttpRules rules) {
    rules.register("/", new InnerRoutes(node, forwarding));
  }

  /** Adds them to some rules. */
  public void addTo(HttpRules rules) {
    rules
        .get("/metrics", (request, response) -> metrics.show(new Exchange(request, response)))
        .get(
            "/api/v1/status",
            (request, response) -> new Exchange(request, response).json(status.get()))
        .register("/health", new HealthRoutes(node, view))
        .register("/", new AuthorityRoutes(node))
        .register("/api/v1", new LiveRoutes(node, view, status, forwarding, callers))
        .register("/api/v1", new LoginRoutes(node, forwarding, callers, passwords))
        .register("/api/v1/accounts", new AccountRoutes(node, forwarding, passwords))
        .register("/api/v1", new AuditRoutes(node))
        .register("/api/v1/keys", new KeyRoutes(node, forwarding))
        .register("/api/v1/notices", new NoticeRoutes(node, forwarding))
        .register("/api/v1", new ServerRoutes(node, view, forwarding))
        .register("/api/v1", new LeadershipRoutes(node, forwarding))
        .register("/api/v1", new ExportRoutes(node))
        .register("/api/v1", new UpkeepRoutes(node, view, forwarding))
        .register("/api/v1", new UpgradeRoutes(node, forwarding))
        .register("/api/v1", new TypeRoutes(node))
        .register("/api/v1/roles", new RoleRoutes(node, view, forwarding))
        .register("/api/v1/roles", new RoleCalls(node, view, forwarding))
        .register("/", new ConsoleRoutes(node));
  }
}
