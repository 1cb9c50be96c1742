package org.greenwave.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Shows the whole system at a glance, what needs care first. */
@Command(
    name = "status",
    description = "Show the whole system at a glance: findings, roles, servers, Directory.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() throws Exception {
    try (Api api = connection.open()) {
      Reply reply = api.get("/api/v1/status");
      if (connection.json) {
        connection.show(reply.body());
      } else {
        show(reply);
      }
      return ExitCode.DONE;
    }
  }

  private void show(Reply reply) {
    JsonNode status = reply.body();
    connection.say(
        Tone.TITLE,
        Fields.text(status.path("system"), "name", "greenwave")
            + "  ·  answered by "
            + Fields.text(status, "answeredBy", reply.server().toString()));
    directory(status.path("directory"));
    connection.say("");
    findings(Fields.list(status, "findings"));
    RoleTables.show(connection, Fields.list(status, "roles"));
    connection.say("");
    connection.show(ServersCommand.table(Fields.list(status, "servers")));
  }

  private void directory(JsonNode directory) {
    boolean available = Fields.text(directory, "failover").equals("available");
    connection.say(
        available ? Tone.PLAIN : Tone.BAD,
        (available ? "● " : "✗ failover " + Fields.text(directory, "failover", "unknown") + ": ")
            + Fields.text(directory, "sentence"));
  }

  private void findings(List<JsonNode> findings) {
    if (findings.isEmpty()) {
      return;
    }
    Table table = new Table().column("").column("about").column("finding");
    for (JsonNode finding : findings) {
      String sentence = Fields.text(finding, "sentence") + " " + Fields.text(finding, "advice");
      Cell about = Cell.of(Fields.text(finding, "about"));
      table.row(List.of(Marks.severity(finding), about, Cell.of(sentence.strip())));
    }
    connection.show(table);
    connection.say("");
  }
}
