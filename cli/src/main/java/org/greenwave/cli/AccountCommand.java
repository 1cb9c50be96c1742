package org.greenwave.cli;

import java.util.Locale;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at accounts and changes them. */
@Command(
    name = "account",
    description = "Show, create, change and delete accounts.",
    subcommands = AccountEditCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AccountCommand {
  /** What somebody may do. */
  enum Right {
    VIEW,
    ADMINISTER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String ACCOUNTS = "/api/v1/accounts";

  /** Where an account is. */
  static String path(String name) {
    return ACCOUNTS + "/" + Fields.path(name);
  }

  @Command(name = "list", description = "Show all accounts.")
  int list(@Mixin Connection connection) throws ApiException {
    try (Api api = connection.open()) {
      Reply reply = api.get(ACCOUNTS);
      if (connection.json) {
        connection.show(reply.body());
        return ExitCode.DONE;
      }
      Table table = new Table().column("account").column("may").column("");
      for (JsonNode account : Fields.list(reply.body(), "accounts")) {
        table.row(
            Fields.text(account, "name"),
            Fields.text(account, "right"),
            Fields.yes(account, "active") ? "" : "may not log in");
      }
      connection.show(table);
      return ExitCode.DONE;
    }
  }

  @Command(name = "create", description = "Let a person in.")
  int create(
      @Mixin Connection connection,
      @Mixin PasswordSource password,
      @Parameters(paramLabel = "NAME", description = "The account.") String name,
      @Option(names = "--right", required = true, description = "view or administer.") Right right)
      throws Exception {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("name", name)
            .put("right", right.word())
            .put("password", password.chosen("Password of " + name + ": "));
    try (Api api = connection.open()) {
      api.send(Request.post(ACCOUNTS, body));
      connection.say(Tone.GOOD, "● %s may log in, and %s.".formatted(name, right.word()));
      return ExitCode.DONE;
    }
  }

  @Command(name = "delete", description = "Delete an account; its sessions end.")
  int delete(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The account.") String name,
      @Option(names = "--yes", description = "Really delete it.") boolean sure)
      throws ApiException {
    try (Api api = connection.open()) {
      String version = api.get(path(name)).version();
      if (!sure) {
        connection.say(Tone.CARE, "○ would be done (repeat with --yes):");
        connection.say("  " + name + " is deleted, and logged out everywhere.");
        return ExitCode.WOULD_CHANGE;
      }
      api.send(Request.delete(path(name), version));
      connection.say(Tone.GOOD, "● " + name + " is deleted, and logged out everywhere.");
      return ExitCode.DONE;
    }
  }

  @Command(name = "end-sessions", description = "Log an account out everywhere.")
  int endSessions(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The account.") String name)
      throws ApiException {
    try (Api api = connection.open()) {
      api.send(
          Request.post(path(name) + "/end-sessions", Api.JSON.createObjectNode()).asRepeatable());
      connection.say(Tone.GOOD, "● " + name + " is logged out everywhere.");
      return ExitCode.DONE;
    }
  }
}
