package org.greenwave.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Creates a role. */
@Command(name = "create", description = "Create a role.")
final class RoleCreateCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final RoleOptions options = new RoleOptions();

  @Parameters(paramLabel = "ROLE", description = "The new role's name.")
  private String role = "";

  @Option(names = "--type", defaultValue = "tss", description = "Its type (default tss).")
  private String type = "tss";

  @Option(
      names = "--servers",
      required = true,
      split = ",",
      paramLabel = "SERVER",
      description = "Its servers in order of priority, the primary first.")
  private List<String> servers = new ArrayList<>();

  @Option(names = "--force", description = "Force execution on highest priority server.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    ObjectNode body = body();
    try (Api api = connection.open()) {
      return RoleCommand.show(connection, api.send(Request.post("/api/v1/roles", body)));
    }
  }

  private ObjectNode body() throws IOException, BadInputException {
    ObjectNode body = Api.JSON.createObjectNode().put("name", role).put("type", type);
    servers.forEach(body.putArray("servers")::add);
    options.addTo(body);
    if (force) {
      body.put("forceHighestPriority", true);
    }
    return body;
  }
}
