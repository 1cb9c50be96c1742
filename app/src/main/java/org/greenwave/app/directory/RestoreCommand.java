package org.greenwave.app.directory;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.ExitCode;
import org.greenwave.cli.PassphraseSource;
import org.greenwave.server.Main;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.Setting;
import org.greenwave.server.export.Export;
import org.greenwave.server.export.Exports;
import org.greenwave.server.inheritance.Restoration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the first server of a system whose servers are all lost. */
@Command(
    name = "restore",
    description = "Make the folder of a first server from an export; all servers are lost.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final PassphraseSource passphrase = new PassphraseSource();

  @Parameters(paramLabel = "FILE", description = "The export.")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      required = true,
      paramLabel = "SERVER",
      description = "A Directory server of the lost system, whose place this machine takes.")
  private String name = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "The server's folder: an empty one, or one that is not there yet.")
  private Path data = Path.of("");

  @Mixin private final GivenUp givenUp = new GivenUp();

  @Option(names = "--host", description = "As for the server (${DEFAULT-VALUE}).")
  private String host = Setting.HOST.defaultValue();

  @Option(names = "--port", description = "As for the server (${DEFAULT-VALUE}).")
  private String port = Setting.PORT.defaultValue();

  @Override
  public Integer call() throws Exception {
    Told told = new Told(spec);
    return told.done(() -> {
      List<String> keys =
          List.of("--name", name, "--data", data.toString(), "--host", host, "--port", port);
      Configuration server = Configuration.of(keys);
      Export export = Exports.read(file, passphrase.known());
      Restoration restoration =
          new Restoration(
              export,
              new Restoration.Place(name, server.endpoints(), Main.release()),
              givenUp.systems(),
              Instant.now());
      restoration.into(data);
      told.say(
          "● %s begins with the export of %s, as a new system.".formatted(name, export.made()));
      restoration.remains().forEach(it -> told.say("  " + it));
      told.say("  Start it: ./greenwave server " + String.join(" ", keys));
      return ExitCode.DONE;
    });
  }
}
