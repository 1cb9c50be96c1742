package org.greenwave.app.directory;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.greenwave.cli.ExitCode;
import org.greenwave.cli.PassphraseSource;
import org.greenwave.directory.Directory;
import org.greenwave.server.export.Export;
import org.greenwave.server.export.Exports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies an export and tells what is in it. */
@Command(
    name = "show",
    description = "Verify an export and tell what is in it; no secret is shown.",
    mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final PassphraseSource passphrase = new PassphraseSource();

  @Parameters(paramLabel = "FILE", description = "The export.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    Told told = new Told(spec);
    return told.done(() -> {
      show(told, Exports.read(file, passphrase.known()));
      return ExitCode.DONE;
    });
  }

  private static void show(Told told, Export export) {
    Directory directory = export.directory();
    told.say("● The export is whole.");
    told.say("  made      %s by %s".formatted(export.made(), export.server()));
    told.say("  software  " + export.release());
    told.say(
        "  system    %s, Directory %s, version %d"
            .formatted(directory.name(), directory.id(), directory.version()));
    directory
        .heritage()
        .predecessors()
        .forEach(before -> told.say("  succeeds  Directory " + before));
    directory
        .servers()
        .values()
        .forEach(server ->
            told.say("  server    %s, %s".formatted(server.name(), server.kind().words())));
    directory
        .roles()
        .values()
        .forEach(role ->
            told.say(
                "  role      %s (%s): %s, fence %d"
                    .formatted(
                        role.name(),
                        role.type(),
                        String.join(" > ", role.servers()),
                        directory.assignment(role.name()).fence())));
    told.say(
        "  people    %d accounts, %d access keys"
            .formatted(directory.people().accounts().size(), directory.people().keys().size()));
    told.say(
        "  entries   %d of history, %d of audit"
            .formatted(directory.history().size(), directory.audit().size()));
    told.say("  authority %d files".formatted(export.authority().size()));
  }
}
