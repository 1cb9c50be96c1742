package org.greenwave.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A script that calls commands of one server: what it is shown, and each exit code. */
abstract class Script {
  @Command(name = "greenwave")
  private static final class Top {}

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  ContractServer server;

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = new ContractServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  int run(String... args) {
    return runAt(server.url(), args);
  }

  int runAt(String url, String... args) {
    var all = new ArrayList<>(List.of(args));
    // Not the logins of whoever runs the tests.
    all.addAll(List.of("--server", url, "--sessions", folder.resolve("sessions").toString()));
    return Cli.addTo(new CommandLine(new Top()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
