package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells which server leads the Directory, lets another one lead, or prefers one. */
@Command(
    name = "leader",
    description = "Show which server leads the Directory, let another one lead, or prefer one.")
final class LeaderCommand implements Callable<Integer> {
  /** What is wanted; nothing shows how it is. */
  static final class Wish {
    @Parameters(paramLabel = "SERVER", description = "Let this server lead now.")
    @Nullable String now;

    @Option(
        names = "--prefer",
        paramLabel = "SERVER",
        description = "Let this server lead whenever it can.")
    @Nullable String preferred;

    @Option(names = "--prefer-none", description = "Leave it open which server leads.")
    boolean none;
  }

  @Mixin private final Connection connection = new Connection();

  @ArgGroup private @Nullable Wish wish;

  @Override
  public Integer call() throws ApiException {
    try (Api api = connection.open()) {
      if (wish != null) {
        carryOut(wish, api);
      }
      JsonNode directory = api.get("/api/v1/status").body().path("directory");
      if (connection.json) {
        connection.show(directory);
        return ExitCode.DONE;
      }
      connection.say(Tone.GOOD, "● " + Fields.text(directory, "sentence"));
      String preferred = directory.path("preferredLeader").asString("");
      connection.say(
          preferred.isEmpty()
              ? "No server is preferred."
              : preferred + " is preferred; it leads once it has been up for a while.");
      return ExitCode.DONE;
    }
  }

  private static void carryOut(Wish wish, Api api) throws ApiException {
    ObjectNode body = Api.JSON.createObjectNode();
    if (wish.now != null) {
      body.put("server", wish.now);
      api.send(Request.post("/api/v1/directory/leader", body).asRepeatable());
      return;
    }
    body.put("server", wish.none ? null : wish.preferred);
    api.send(Request.post("/api/v1/directory/preferred-leader", body).asRepeatable());
  }
}
