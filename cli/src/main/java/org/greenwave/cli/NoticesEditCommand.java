package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Changes how somebody is told. */
@Command(name = "edit", description = "Change a recipient; what is not given stays.")
final class NoticesEditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final RecipientOptions options = new RecipientOptions();
  @Mixin private final PasswordSource source = new PasswordSource();

  @Parameters(paramLabel = "NAME", description = "The recipient.")
  private String name = "";

  @Override
  public Integer call() throws Exception {
    ObjectNode change = options.on(Api.JSON.createObjectNode(), source);
    if (change.isEmpty()) {
      throw new BadInputException("Say what to change: --from, --webhook, --to and so on.");
    }
    String path = NoticesCommand.path(name);
    try (Api api = connection.open()) {
      api.send(Request.patch(path, api.get(path).version(), change));
      connection.say(Tone.GOOD, "● " + name + " is changed.");
      return ExitCode.DONE;
    }
  }
}
