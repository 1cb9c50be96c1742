package org.greenwave.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows how to come to a newer version server by server, and how far that is. */
@Command(
    name = "upgrade",
    description = {
      "Show in which order to upgrade the servers, how far that is, and what to do next.",
      "It only shows: what has to be done on the machines is done by you."
    })
final class UpgradeCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version to come to; without it the newest that any server has.")
  private Optional<String> target = Optional.empty();

  @Override
  public Integer call() throws Exception {
    String query = target.map(it -> "?to=" + Fields.path(it)).orElse("");
    try (Api api = connection.open()) {
      JsonNode plan = api.get("/api/v1/upgrade" + query).body();
      if (connection.json) {
        connection.show(plan);
      } else {
        show(plan);
      }
      return ExitCode.DONE;
    }
  }

  private void show(JsonNode plan) {
    String next = Fields.text(plan, "next");
    connection.say(next.isEmpty() ? Tone.GOOD : Tone.TITLE, "● " + Fields.text(plan, "sentence"));
    Fields.list(plan.path("level"), "reasons")
        .forEach(reason -> connection.say("  " + Fields.text(reason, "sentence")));
    connection.say("");
    List<JsonNode> steps = Fields.list(plan, "steps");
    connection.show(table(steps));
    steps.stream()
        .filter(step -> Fields.text(step, "server").equals(next))
        .findFirst()
        .ifPresentOrElse(this::next, this::nothing);
  }

  private void nothing() {
    if (target.isEmpty()) {
      connection.say("");
      connection.say("Give --to VERSION to see in which order another version is installed.");
    }
  }

  private void next(JsonNode step) {
    connection.say("");
    for (JsonNode obstacle : Fields.list(step, "obstacles")) {
      connection.say(Tone.BAD, Cli.wrap("✗ " + Fields.text(obstacle, "sentence")));
    }
    connection.say(Tone.TITLE, "Next, for " + Fields.text(step, "server") + ":");
    int number = 1;
    for (JsonNode action : Fields.list(step, "actions")) {
      connection.say("  %d. %s".formatted(number++, Fields.text(action, "sentence")));
      String command = Fields.text(action, "command");
      if (!command.isEmpty()) {
        connection.say("       " + command);
      }
    }
  }

  private static Table table(List<JsonNode> steps) {
    Table table =
        new Table().column("server").column("version").column("").column("turn").column("");
    for (JsonNode step : steps) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Fields.text(step, "server")));
      cells.add(Cell.of(Fields.text(step, "version")));
      cells.add(phase(step));
      cells.add(Cell.of(Fields.text(step, "part")));
      cells.add(Cell.of(Fields.text(step, "sentence")));
      table.row(cells);
    }
    return table;
  }

  private static Cell phase(JsonNode step) {
    return switch (Fields.text(step, "phase")) {
      case "done" -> new Cell(Tone.GOOD, "● done");
      case "waiting" ->
          Fields.yes(step, "safe")
              ? new Cell(Tone.PLAIN, "○ safe now")
              : new Cell(Tone.CARE, "○ not yet safe");
      case "down" -> new Cell(Tone.BAD, "✗ down");
      case String under -> new Cell(Tone.CARE, "◌ " + under);
    };
  }
}
