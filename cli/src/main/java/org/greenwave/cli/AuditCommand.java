package org.greenwave.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows who has changed what. */
@Command(name = "audit", description = "Show who has changed what, newest first.")
final class AuditCommand implements Callable<Integer> {
  @Mixin private final Connection connection = new Connection();

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      description = "Only changes that have this text anywhere, such as a name.")
  private String text = "";

  @Option(names = "--limit", defaultValue = "50", description = "At most so many (50).")
  private int limit;

  @Override
  public Integer call() throws Exception {
    String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    try (Api api = connection.open()) {
      Reply reply = api.get("/api/v1/audit?limit=" + limit + "&q=" + query);
      if (connection.json) {
        connection.show(reply.body());
        return ExitCode.DONE;
      }
      Table table =
          new Table()
              .column("when")
              .column("who")
              .column("from")
              .column("what")
              .column("about")
              .column("");
      for (JsonNode entry : Fields.list(reply.body(), "entries")) {
        table.row(
            Fields.time(entry, "at"),
            Fields.text(entry, "who"),
            Fields.text(entry, "address"),
            Fields.text(entry, "what").replace('-', ' '),
            Fields.text(entry, "about"),
            differences(entry));
      }
      connection.show(table);
      return ExitCode.DONE;
    }
  }

  private static String differences(JsonNode entry) {
    return Fields.list(entry, "differences").stream()
        .map(it ->
            "%s: %s → %s"
                .formatted(
                    Fields.text(it, "what"),
                    orDash(Fields.text(it, "before")),
                    orDash(Fields.text(it, "after"))))
        .collect(Collectors.joining("; "));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
