package org.greenwave.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a one-time token with which a new server joins. */
@Command(name = "token", description = "Make a one-time token with which a new server joins.")
final class TokenCommand implements Callable<Integer> {
  /** What the new server is to be. */
  enum Kind {
    DIRECTORY,
    EXPANSION
  }

  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--kind",
      defaultValue = "directory",
      description = "directory: keeps the Directory too; expansion: only runs roles.")
  private Kind kind = Kind.DIRECTORY;

  @Override
  public Integer call() throws Exception {
    ObjectNode body = Api.JSON.createObjectNode().put("kind", kind.name().toLowerCase(Locale.ROOT));
    try (Api api = connection.open()) {
      Reply reply = api.send(Request.post("/api/v1/servers/tokens", body).asRepeatable());
      if (connection.json) {
        connection.show(reply.body());
        return ExitCode.DONE;
      }
      String until = Fields.time(reply.body(), "expires");
      connection.say("Good for one server, until " + until + ". On the new machine:");
      connection.say("");
      connection.say("  " + Fields.text(reply.body(), "command"));
      return ExitCode.DONE;
    }
  }
}
