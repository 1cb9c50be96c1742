package org.greenwave.app;

import java.util.Objects;
import org.greenwave.app.demo.DemoCommand;
import org.greenwave.app.directory.RecoverCommand;
import org.greenwave.app.directory.RestoreCommand;
import org.greenwave.app.directory.ShowCommand;
import org.greenwave.app.service.ServiceCommand;
import org.greenwave.cli.Cli;
import org.greenwave.server.config.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** Where every {@code greenwave} command begins. */
@Command(
    name = "greenwave",
    description = "Traffic sensor management that keeps running when a server dies.",
    versionProvider = Greenwave.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    footer = {"", "'greenwave demo' shows all of it on this machine."},
    subcommands = {DemoCommand.class, ServiceCommand.class, HelpCommand.class})
public final class Greenwave {
  private Greenwave() {}

  /** What {@code --version} says: what was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Build.THIS.words()};
    }
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Greenwave());
    for (Program program : Program.values()) {
      CommandSpec spec = CommandSpec.forAnnotatedObject(new ProgramCommand(program));
      spec.usageMessage().description(program.description());
      line.addSubcommand(program.word(), spec);
    }
    Cli.addTo(line);
    Objects.requireNonNull(line.getSubcommands().get("directory"))
        .addSubcommand(new ShowCommand())
        .addSubcommand(new RestoreCommand())
        .addSubcommand(new RecoverCommand());
    return line;
  }
}
