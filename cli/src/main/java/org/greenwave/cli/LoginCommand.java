package org.greenwave.cli;

import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Begins a session, whose token later commands show. */
@Command(
    name = "login",
    description = "Log in; later commands to the same servers go on with that for 12 hours.")
final class LoginCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();
  @Mixin private final PasswordSource password = new PasswordSource();

  @Option(names = "--name", defaultValue = "admin", description = "The account (admin).")
  private String name = "";

  @Option(
      names = "--first",
      paramLabel = "TOKEN",
      defaultValue = "",
      description = {
        "Make an administrator with the token that the first server printed;",
        "it stands in the file first-login in that server's folder."
      })
  private String first = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "HEX",
      defaultValue = "",
      description = {
        "The fingerprint of the system's authority, as its servers print it when they start;",
        "without it, it is shown at a terminal the first time and asked about."
      })
  private String fingerprint = "";

  @Override
  public Integer call() throws Exception {
    new Acquaintance(connection).make(fingerprint);
    ObjectNode body = Api.JSON.createObjectNode().put("name", name);
    Request request =
        first.isEmpty()
            ? Request.post(
                    "/api/v1/login",
                    body.put("password", password.known("Password of " + name + ": ")))
                .asRepeatable()
            : Request.post(
                "/api/v1/first-account",
                body.put("token", first)
                    .put("password", password.chosen("New password of " + name + ": ")));
    try (Api api = connection.stranger()) {
      Reply reply = api.send(request);
      connection.sessions().keep(connection.addresses(), Fields.text(reply.body(), "token"));
      String right = Fields.text(reply.body().path("account"), "right");
      connection.say(
          Tone.GOOD,
          "● %s is logged in until %s, and may %s."
              .formatted(name, Fields.time(reply.body(), "expires"), right));
      return ExitCode.DONE;
    }
  }
}
