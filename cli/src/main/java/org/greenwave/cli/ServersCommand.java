package org.greenwave.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows the servers of the system. */
@Command(name = "servers", description = "Show the servers and what each one does.")
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
