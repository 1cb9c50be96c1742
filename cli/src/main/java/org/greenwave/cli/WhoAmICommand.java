package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows who asks, as the servers see it. */
@Command(name = "whoami", description = "Show who you are to the servers, and what you may do.")
final class WhoAmICommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      Reply reply = api.get("/api/v1/me");
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.say(sentence(reply.body()));
      }
      return ExitCode.DONE;
    }
  }

  private static String sentence(JsonNode me) {
    String who = "%s, who may %s".formatted(Fields.text(me, "name"), Fields.text(me, "right"));
    return switch (Fields.text(me, "kind")) {
      case "session" -> who + "; logged in until " + Fields.time(me, "expires") + ".";
      case "key" -> who + ", by an access key.";
      default -> who + "; logins are off on this server.";
    };
  }
}
