package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.RoleCommand.Switch;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Puts a server into maintenance, or ends that. */
@Command(
    name = "maintenance",
    description =
        "Put a server into maintenance: its roles move away in order, and it gets none until"
            + " that ends.")
final class MaintenanceCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "SERVER", description = "The server.")
  private String server = "";

  @Parameters(index = "1", paramLabel = "on|off", description = "On or off.")
  private Switch wanted = Switch.ON;

  @Option(names = "--note", defaultValue = "", description = "What it is for.")
  private String note = "";

  @Override
  public Integer call() throws Exception {
    boolean on = wanted == Switch.ON;
    ObjectNode body = Api.JSON.createObjectNode().put("on", on).put("note", note);
    String path = "/api/v1/servers/" + Fields.path(server) + "/maintenance";
    try (Api api = connection.open()) {
      Reply reply = api.send(Request.post(path, body).asRepeatable());
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.say(
            Tone.GOOD, "● " + server + (on ? " is" : " is no longer") + " in maintenance.");
        connection.say(
            on
                ? "Its roles move away now; 'greenwave status' shows when it hosts nothing."
                : "It can take over again.");
      }
      return ExitCode.DONE;
    }
  }
}
