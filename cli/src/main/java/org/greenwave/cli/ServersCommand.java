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

/** Shows the servers of the system, and removes one. */
@Command(
    name = "servers",
    description = "Show the servers and what each one does, or remove one.",
    mixinStandardHelpOptions = true)
final class ServersCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      Reply reply = api.get("/api/v1/servers");
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.show(table(Fields.list(reply.body(), "servers")));
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "remove", description = "Take a server out of the system for good.")
  int remove(
      @Mixin Connection at,
      @Parameters(paramLabel = "SERVER", description = "The server.") String server,
      @Option(names = "--yes", description = "Really remove it.") boolean sure)
      throws ApiException {
    String path = "/api/v1/servers/" + Fields.path(server);
    try (Api api = at.open()) {
      JsonNode now = api.get(path).body();
      if (!sure) {
        at.say(Tone.CARE, "○ would be done (repeat with --yes):");
        at.say("  " + consequences(now));
        return ExitCode.WOULD_CHANGE;
      }
      Reply reply = api.send(Request.delete(path));
      boolean done = Fields.yes(reply.body(), "done");
      if (at.json) {
        at.show(reply.body());
      } else {
        String sentence = Fields.text(reply.body(), "sentence");
        at.say(done ? Tone.GOOD : Tone.CARE, (done ? "● " : "◌ ") + sentence);
      }
      return done ? ExitCode.DONE : ExitCode.FELL_SHORT;
    }
  }

  private static String consequences(JsonNode server) {
    String name = Fields.text(server, "name");
    String votes =
        Fields.text(server, "kind").equals("expansion") ? "" : " It keeps the Directory no more.";
    String ends = Fields.yes(server, "alive") ? " Its process ends by itself." : "";
    return name + " is taken out of the system." + votes + ends + " Nothing of it is deleted.";
  }

  /** The servers as a table. */
  static Table table(List<JsonNode> servers) {
    Table table =
        new Table()
            .column("server")
            .column("state")
            .column("kind")
            .column("hosts")
            .column("standby for")
            .column("API")
            .column("");
    for (JsonNode server : servers) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Fields.text(server, "name")));
      cells.add(Marks.server(server));
      cells.add(Cell.of(kind(server)));
      cells.add(Cell.of(Fields.joined(server, "hosts")));
      cells.add(Cell.of(Fields.joined(server, "standbyFor")));
      cells.add(Cell.of(Fields.text(server, "api")));
      cells.add(Cell.of(Fields.text(server, "sentence")));
      table.row(cells);
    }
    return table;
  }

  private static String kind(JsonNode server) {
    String kind = Fields.text(server, "kind");
    return Fields.yes(server, "leader") ? kind + " ★ leader" : kind;
  }
}
