package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Changes one's own password. */
@Command(name = "password", description = "Choose another password; all your other sessions end.")
final class PasswordCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws Exception {
    PasswordSource terminal = new PasswordSource();
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("password", terminal.known("Present password: "))
            .put("newPassword", terminal.chosen("New password: "));
    try (Api api = connection.open()) {
      Reply reply = api.send(Request.post("/api/v1/me/password", body));
      connection.sessions().keep(connection.addresses(), Fields.text(reply.body(), "token"));
      connection.say(Tone.GOOD, "● The password is changed; all other sessions have ended.");
      return ExitCode.DONE;
    }
  }
}
