package org.greenwave.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.RefusedException;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the session, on all servers and here. */
@Command(name = "logout", description = "Log out: the session ends on all servers.")
final class LogoutCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      api.send(Request.post("/api/v1/logout", Api.JSON.createObjectNode()).asRepeatable());
    } catch (RefusedException ended) {
      forget();
      throw ended;
    }
    forget();
    connection.say(Tone.GOOD, "● The session has ended.");
    return ExitCode.DONE;
  }

  /** Not while no server answers: the session would go on, and nobody could end it from here. */
  private void forget() throws IOException {
    connection.sessions().forget(connection.addresses());
  }
}
