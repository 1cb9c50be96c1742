package org.greenwave.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.ExitCode;
import org.greenwave.database.embedded.DatabaseKeeper;
import org.greenwave.database.embedded.EmbeddedPostgresException;
import org.greenwave.database.embedded.EmbeddedSettings;
import org.greenwave.database.embedded.KeeperSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps an embedded PostgreSQL in the foreground: a role database of its own, on any machine. */
@Command(
    name = "greenwave database",
    description = "Keep an embedded PostgreSQL running until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true)
final class DatabaseProgram implements Callable<Integer> {
  @Option(names = "--folder", required = true, description = "Its own folder, made if missing.")
  private Path folder = Path.of("database");

  @Option(names = "--port", defaultValue = "5432", description = "Its TCP port (5432).")
  private int port = 5432;

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      description = "The address for clients; loopback is listened on in any case (127.0.0.1).")
  private String listen = "127.0.0.1";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Holds the password of user greenwave; without it one is made up and kept.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--stop-with-parent",
      description = "End when the process that started this one ends, or this one is killed.")
  private boolean stopWithParent;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  /** Reads the flags and runs until told to stop; returns the exit code. */
  static int run(List<String> arguments) {
    return new CommandLine(new DatabaseProgram()).execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try {
      DatabaseKeeper.run(new KeeperSettings(settings(), stopWithParent), out::println);
      return ExitCode.DONE;
    } catch (EmbeddedPostgresException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("✗ " + e.getMessage());
      return ExitCode.REFUSED;
    }
  }

  private EmbeddedSettings settings() throws IOException {
    EmbeddedSettings plain = EmbeddedSettings.at(folder).withPort(port).withListenAddress(listen);
    return passwordFile.isPresent()
        ? plain.withPassword(Files.readString(passwordFile.get()).strip())
        : plain;
  }
}
