package org.greenwave.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.AccountCommand.Right;
import org.greenwave.cli.RoleCommand.Switch;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Changes an account. */
@Command(name = "edit", description = "Change what a person may do, or their password.")
final class AccountEditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final PasswordSource source = new PasswordSource();

  @Parameters(paramLabel = "NAME", description = "The account.")
  private String name = "";

  @Option(names = "--right", description = "view or administer.")
  private Optional<Right> right = Optional.empty();

  @Option(names = "--active", description = "Whether the person may log in: on or off.")
  private Optional<Switch> active = Optional.empty();

  @Option(names = "--password", description = "Give the account another password.")
  private boolean password;

  @Override
  public Integer call() throws Exception {
    ObjectNode change = change();
    if (change.isEmpty()) {
      throw new BadInputException("Say what to change: --right, --active or --password.");
    }
    String path = AccountCommand.path(name);
    try (Api api = connection.open()) {
      api.send(Request.patch(path, api.get(path).version(), change));
      connection.say(Tone.GOOD, "● " + name + " is changed.");
      return ExitCode.DONE;
    }
  }

  private ObjectNode change() throws Exception {
    ObjectNode change = Api.JSON.createObjectNode();
    right.ifPresent(to -> change.put("right", to.word()));
    active.ifPresent(to -> change.put("active", to == Switch.ON));
    if (password || source.file.isPresent()) {
      change.put("password", source.chosen("New password of " + name + ": "));
    }
    return change;
  }
}
