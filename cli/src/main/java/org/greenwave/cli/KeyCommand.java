package org.greenwave.cli;

import java.util.Optional;
import org.greenwave.cli.AccountCommand.Right;
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

/** Looks at access keys, makes and deletes them. */
@Command(
    name = "key",
    description = "Show, create and delete access keys for scripts.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class KeyCommand {
  private static final String KEYS = "/api/v1/keys";

  @Command(name = "list", description = "Show all access keys, without the keys themselves.")
  int list(@Mixin Connection connection) throws ApiException {
    try (Api api = connection.open()) {
      Reply reply = api.get(KEYS);
      if (connection.json) {
        connection.show(reply.body());
        return ExitCode.DONE;
      }
      Table table =
          new Table().column("key").column("may").column("made by").column("on").column("until");
      for (JsonNode key : Fields.list(reply.body(), "keys")) {
        table.row(
            Fields.text(key, "name"),
            Fields.text(key, "right"),
            Fields.text(key, "by"),
            Fields.time(key, "created"),
            Fields.time(key, "expires"));
      }
      connection.show(table);
      return ExitCode.DONE;
    }
  }

  @Command(name = "create", description = "Make an access key; it is shown this once.")
  int create(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
      @Option(names = "--right", required = true, description = "view or administer.") Right right,
      @Option(names = "--days", description = "After which it ends; else never.")
          Optional<Integer> days)
      throws ApiException {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name).put("right", right.word());
    days.ifPresent(many -> body.put("days", many));
    try (Api api = connection.open()) {
      Reply reply = api.send(Request.post(KEYS, body));
      if (connection.json) {
        connection.show(reply.body());
        return ExitCode.DONE;
      }
      connection.say("The key is shown this once; give it to commands as GREENWAVE_KEY:");
      connection.say("");
      connection.say(Fields.text(reply.body(), "key"));
      return ExitCode.DONE;
    }
  }

  @Command(name = "delete", description = "Delete an access key; nobody gets in with it any more.")
  int delete(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The key.") String name,
      @Option(names = "--yes", description = "Really delete it.") boolean sure)
      throws ApiException {
    if (!sure) {
      connection.say(Tone.CARE, "○ would be done (repeat with --yes):");
      connection.say("  Nobody gets in with the key " + name + " any more.");
      return ExitCode.WOULD_CHANGE;
    }
    try (Api api = connection.open()) {
      api.send(Request.delete(KEYS + "/" + Fields.path(name)));
      connection.say(Tone.GOOD, "● Nobody gets in with the key " + name + " any more.");
      return ExitCode.DONE;
    }
  }
}
