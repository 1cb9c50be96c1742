package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Lets somebody be told. */
@Command(
    name = "add",
    description = "Let somebody be told of what happens: greenwave notices add room --webhook URL")
final class NoticesAddCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final RecipientOptions options = new RecipientOptions();
  @Mixin private final PasswordSource source = new PasswordSource();

  @Parameters(paramLabel = "NAME", description = "What the recipient is called.")
  private String name = "";

  @Override
  public Integer call() throws Exception {
    ObjectNode body = options.on(Api.JSON.createObjectNode().put("name", name), source);
    try (Api api = connection.open()) {
      api.send(Request.post(NoticesCommand.NOTICES + "/recipients", body));
      connection.say(
          Tone.GOOD, "● %s is told; 'greenwave notices test %s' tries it.".formatted(name, name));
      return ExitCode.DONE;
    }
  }
}
