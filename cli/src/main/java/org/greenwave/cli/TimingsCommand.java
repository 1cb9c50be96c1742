package org.greenwave.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import org.greenwave.cli.text.Table.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the system's timings, and sets them within safe bounds. */
@Command(
    name = "timings",
    description = "Show the timings of failover, or set some: greenwave timings leaseMillis=600")
final class TimingsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/timings";

  @Mixin private final Connection connection = new Connection();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME=VALUE",
      description = "What to set; without any, the timings are shown.")
  private Map<String, Long> changes = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      Reply reply = api.get(PATH);
      if (!changes.isEmpty()) {
        ObjectNode body = Api.JSON.createObjectNode();
        changes.forEach(body::put);
        reply = api.send(Request.patch(PATH, reply.version(), body));
      }
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.show(table(reply.body()));
      }
      return ExitCode.DONE;
    }
  }

  private static Table table(JsonNode body) {
    Table table =
        new Table()
            .column("timing")
            .column("set to", Side.RIGHT)
            .column("default", Side.RIGHT)
            .column("from", Side.RIGHT)
            .column("to", Side.RIGHT)
            .column("");
    for (JsonNode timing : Fields.list(body, "timings")) {
      table.row(
          List.of(
              Cell.of(Fields.text(timing, "key")),
              number(timing, "value"),
              number(timing, "default"),
              number(timing, "least"),
              number(timing, "most"),
              Cell.of(Fields.text(timing, "meaning"))));
    }
    return table;
  }

  private static Cell number(JsonNode timing, String field) {
    return Cell.of(String.valueOf(Fields.number(timing, field)));
  }
}
