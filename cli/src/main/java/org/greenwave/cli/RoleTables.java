package org.greenwave.cli;

import java.util.List;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import org.greenwave.cli.text.Table.Side;
import tools.jackson.databind.JsonNode;

/** How roles look as tables. */
final class RoleTables {
  private RoleTables() {}

  /** Shows all roles, or how one is made. */
  static void show(Connection connection, List<JsonNode> roles) {
    if (roles.isEmpty()) {
      connection.say("There is no role yet; 'greenwave role create' makes one.");
    } else {
      connection.show(roles(roles));
    }
  }

  private static Table roles(List<JsonNode> roles) {
    Table table =
        new Table()
            .column("role")
            .column("state")
            .column("host")
            .column("servers")
            .column("fence", Side.RIGHT)
            .column("why");
    for (JsonNode role : roles) {
      table.row(
          List.of(
              Cell.of(Fields.text(role, "name")),
              Marks.role(role),
              Cell.of(Fields.text(role, "host", "–")),
              Cell.of(list(role)),
              Cell.of(Fields.number(role, "fence")),
              Cell.of(Fields.text(role, "sentence"))));
    }
    return table;
  }

  private static String list(JsonNode role) {
    var names = Fields.list(role, "servers").stream().map(one -> Fields.text(one, "name"));
    return String.join(" > ", names.toList());
  }

  /** The Servers list of a role, the primary first. */
  static Table servers(JsonNode role) {
    Table table = new Table().column("", Side.RIGHT).column("server").column("state").column("");
    for (JsonNode listed : Fields.list(role, "servers")) {
      table.row(
          List.of(
              Cell.of(Fields.number(listed, "priority")),
              Cell.of(Fields.text(listed, "name")),
              Marks.standing(listed),
              Cell.of(Fields.text(listed, "sentence"))));
    }
    return table;
  }

  static Table history(List<JsonNode> events) {
    Table table =
        new Table()
            .column("at")
            .column("what")
            .column("server")
            .column("fence", Side.RIGHT)
            .column("");
    for (JsonNode event : events) {
      table.row(
          Fields.time(event, "at"),
          Fields.text(event, "kind"),
          Fields.text(event, "server", "–"),
          Fields.number(event, "fence"),
          Fields.text(event, "sentence"));
    }
    return table;
  }

  static Table types(List<JsonNode> types) {
    Table table = new Table().column("type").column("version").column("servers").column("");
    for (JsonNode type : types) {
      table.row(
          Fields.text(type, "type"),
          Fields.text(type, "version"),
          Fields.joined(type, "servers"),
          Fields.text(type, "description"));
    }
    return table;
  }
}
