package org.greenwave.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows who is told of what happens, and changes that. */
@Command(
    name = "notices",
    description = "Show who is told of what happens by webhook and e-mail, and change that.",
    subcommands = {NoticesAddCommand.class, NoticesEditCommand.class})
final class NoticesCommand implements Callable<Integer> {
  /** Where all of it is. */
  static final String NOTICES = "/api/v1/notices";

  @Mixin private final Connection connection = new Connection();

  /** Where a recipient is. */
  static String path(String name) {
    return NOTICES + "/recipients/" + Fields.path(name);
  }

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      Reply reply = api.get(NOTICES);
      if (connection.json) {
        connection.show(reply.body());
      } else {
        show(reply.body());
      }
      return ExitCode.DONE;
    }
  }

  private void show(JsonNode body) {
    List<JsonNode> recipients = Fields.list(body, "recipients");
    if (recipients.isEmpty()) {
      connection.say("Nobody is told of what happens; 'greenwave notices add' changes that.");
      return;
    }
    connection.show(table(recipients));
    connection.say("");
    connection.say(
        "Something is told once it has been so for %s ms."
            .formatted(Fields.number(body, "holdMillis")));
    List<JsonNode> latest = Fields.list(body, "latest");
    if (!latest.isEmpty()) {
      connection.say("");
      connection.show(latest(latest));
    }
  }

  private static Table table(List<JsonNode> recipients) {
    Table table =
        new Table()
            .column("recipient")
            .column("from")
            .column("where")
            .column("last reached")
            .column("waiting")
            .column("");
    for (JsonNode recipient : recipients) {
      boolean failing = Fields.yes(recipient, "failing");
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Fields.text(recipient, "name")));
      cells.add(Cell.of(Fields.text(recipient, "leastSeverity")));
      cells.add(Cell.of(where(recipient)));
      cells.add(Cell.of(Fields.time(recipient, "lastReached")));
      cells.add(Cell.of(Fields.number(recipient, "waiting")));
      cells.add(new Cell(Tone.BAD, failing ? "✗ " + Fields.text(recipient, "failure") : ""));
      table.row(cells);
    }
    return table;
  }

  private static String where(JsonNode recipient) {
    JsonNode email = recipient.path("email");
    return email.isObject()
        ? Fields.joined(email, "to") + " by " + Fields.text(email, "host")
        : Fields.text(recipient.path("webhook"), "url");
  }

  private static Table latest(List<JsonNode> notices) {
    Table table =
        new Table().column("at").column("").column("about").column("waits for").column("notice");
    for (JsonNode notice : notices) {
      table.row(
          Fields.time(notice, "at"),
          Fields.text(notice, "severity") + " " + Fields.text(notice, "phase"),
          Fields.text(notice, "about"),
          Fields.joined(notice, "waitingFor"),
          Fields.text(notice, "sentence"));
    }
    return table;
  }

  @Command(name = "test", description = "Send a recipient a test.")
  int test(
      @Mixin Connection at,
      @Parameters(paramLabel = "NAME", description = "The recipient.") String name)
      throws ApiException {
    try (Api api = at.open()) {
      JsonNode body =
          api.send(Request.post(path(name) + "/test", Api.JSON.createObjectNode())).body();
      boolean arrived = Fields.yes(body, "arrived");
      if (at.json) {
        at.show(body);
      } else {
        at.say(
            arrived ? Tone.GOOD : Tone.BAD,
            (arrived ? "● " : "✗ ") + Fields.text(body, "sentence"));
      }
      return arrived ? ExitCode.DONE : ExitCode.WOULD_CHANGE;
    }
  }

  @Command(name = "remove", description = "Tell a recipient nothing any more.")
  int remove(
      @Mixin Connection at,
      @Parameters(paramLabel = "NAME", description = "The recipient.") String name,
      @Option(names = "--yes", description = "Really remove it.") boolean sure)
      throws ApiException {
    try (Api api = at.open()) {
      String version = api.get(path(name)).version();
      if (!sure) {
        at.say(Tone.CARE, "○ would be done (repeat with --yes):");
        at.say("  " + name + " is told nothing any more, nor what waits for it.");
        return ExitCode.WOULD_CHANGE;
      }
      api.send(Request.delete(path(name), version));
      at.say(Tone.GOOD, "● " + name + " is told nothing any more.");
      return ExitCode.DONE;
    }
  }

  @Command(name = "hold", description = "Set for how long something must be so to be told.")
  int hold(
      @Mixin Connection at,
      @Parameters(paramLabel = "MILLISECONDS", description = "0 to 3600000.") long millis)
      throws ApiException {
    try (Api api = at.open()) {
      String version = api.get(NOTICES).version();
      api.send(
          Request.patch(NOTICES, version, Api.JSON.createObjectNode().put("holdMillis", millis)));
      at.say(Tone.GOOD, "● Something is told once it has been so for " + millis + " ms.");
      return ExitCode.DONE;
    }
  }
}
