package org.greenwave.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a one-time token with which a server joins. */
@Command(
    name = "token",
    description = "Make a one-time token with which a new server joins, or replaces another.")
final class TokenCommand implements Callable<Integer> {
  /** What the new server is to be. */
  enum Kind {
    DIRECTORY,
    WITNESS,
    EXPANSION
  }

  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--kind",
      description =
          "directory: keeps the Directory and runs roles (default); witness: only keeps the"
              + " Directory; expansion: only runs roles.")
  private @Nullable Kind kind;

  @Option(
      names = "--replaces",
      paramLabel = "SERVER",
      description = "The server whose name, kind and places the new machine takes over.")
  private @Nullable String replaces;

  @Override
  public Integer call() throws Exception {
    ObjectNode body = Api.JSON.createObjectNode();
    if (kind != null) {
      body.put("kind", kind.name().toLowerCase(Locale.ROOT));
    }
    if (replaces != null) {
      body.put("replaces", replaces);
    }
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
      connection.say("");
      connection.say(connection.ink().paint(Tone.PLAIN, Fields.text(reply.body(), "sentence")));
      return ExitCode.DONE;
    }
  }
}
