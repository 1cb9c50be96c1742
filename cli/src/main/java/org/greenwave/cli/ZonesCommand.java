package org.greenwave.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import org.greenwave.cli.text.Table.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows zones with what they measured last, page by page as far as is wanted. */
@Command(name = "zones", description = "Show zones with what they measured last.")
final class ZonesCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  @Mixin private final Connection connection = new Connection();

  @Option(names = "--role", defaultValue = "tss", description = "The role (default tss).")
  private String role = "tss";

  @Option(names = "--unit", defaultValue = "", description = "Only of this TSS unit.")
  private String unit = "";

  @Option(names = "--search", defaultValue = "", description = "Only those that this text finds.")
  private String search = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "40",
      description = "At most so many (default ${DEFAULT-VALUE}).")
  private int limit = 40;

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      ObjectNode found = read(api);
      if (connection.json) {
        connection.show(found);
      } else {
        List<JsonNode> zones = Fields.list(found, "zones");
        connection.show(table(zones));
        String all = Fields.number(found, "total");
        connection.say(Tone.FAINT, zones.size() + " of " + all + " zones");
      }
      return ExitCode.DONE;
    }
  }

  private ObjectNode read(Api api) throws ApiException {
    ObjectNode found = Api.JSON.createObjectNode();
    ArrayNode zones = found.putArray("zones");
    String after = "";
    do {
      JsonNode page = api.get(path(Math.min(PAGE, limit - zones.size()), after)).body();
      zones.addAll(new ArrayList<>(page.path("zones").values()));
      found.set("total", page.path("total"));
      after = page.path("zones").isEmpty() ? "" : Fields.text(page, "next");
    } while (!after.isEmpty() && zones.size() < limit);
    return found;
  }

  private String path(int size, String after) {
    return "/api/v1/roles/"
        + Fields.path(role)
        + "/zones?limit="
        + size
        + parameter("after", after)
        + parameter("unit", unit)
        + parameter("q", search);
  }

  private static String parameter(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + Fields.path(value);
  }

  private static Table table(List<JsonNode> zones) {
    Table table = new Table().column("unit").column("zone").column("status").column("period end");
    for (String title : List.of("volume", "flow/h", "occupancy %", "km/h")) {
      table.column(title, Side.RIGHT);
    }
    table.column("quality");
    for (JsonNode zone : zones) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Fields.text(zone, "unit")));
      cells.add(Cell.of(Fields.text(zone, "label", Fields.number(zone, "number"))));
      cells.add(Marks.zone(zone));
      cells.add(Cell.of(Fields.time(zone, "periodEnd")));
      for (String name : List.of("volume", "flow", "occupancy", "speed")) {
        cells.add(Cell.of(Fields.number(zone, name)));
      }
      cells.add(Cell.of(Fields.text(zone, "quality")));
      table.row(cells);
    }
    return table;
  }
}
