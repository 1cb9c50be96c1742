package org.greenwave.app.directory;

import java.io.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.BadInputException;
import org.greenwave.cli.ExitCode;
import org.greenwave.server.inheritance.Recovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a server that is left carry its system on alone. */
@Command(
    name = "recover",
    description = "Carry the system on with this one Directory server; the majority is lost.",
    mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of the server, which must not run.")
  private Path data = Path.of("");

  @Mixin private final GivenUp givenUp = new GivenUp();

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean sure;

  @Override
  public Integer call() throws Exception {
    Told told = new Told(spec);
    return told.done(() -> {
      try (Recovery recovery = Recovery.of(data, givenUp.systems(), InstantSource.system())) {
        recovery.plan().forEach(it -> told.say("○ " + it));
        if (!sure) {
          confirm(recovery.heir());
        }
        recovery.carryOut();
        told.say(
            "● Done. Start %s as ever; 'greenwave status' then names what is left to do."
                .formatted(recovery.heir()));
        return ExitCode.DONE;
      }
    });
  }

  private static void confirm(String heir) throws BadInputException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new BadInputException("Nothing was done; repeat it with --yes, or at a terminal."));
    String typed = console.readLine("To do it, type the server's name: ");
    if (!heir.equals(typed)) {
      throw new BadInputException("That is not the server's name; nothing was done.");
    }
  }
}
