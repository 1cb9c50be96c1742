package org.greenwave.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Changes what a role is; where it runs is changed by commands of its own. */
@Command(name = "edit", description = "Change a role's settings, database or description.")
final class RoleEditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final DryRun dryRun = new DryRun();
  @Mixin private final RoleOptions options = new RoleOptions();

  @Parameters(paramLabel = "ROLE", description = "The role.")
  private String role = "";

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description =
          "Only if the role still has this version, which 'greenwave role show' tells: settings"
              + " that were read some time ago do not undo what others have changed since.")
  private Optional<Long> version = Optional.empty();

  @Override
  public Integer call() throws Exception {
    ObjectNode change = Api.JSON.createObjectNode();
    options.addTo(change);
    if (change.isEmpty()) {
      throw new BadInputException(
          "Say what to change: --settings, --description, --database, --user or --password-file.");
    }
    return new RoleEdit(connection, role, change, dryRun.wanted).of(version).run();
  }
}
