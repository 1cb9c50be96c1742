package org.greenwave.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends files to a role. They are streamed as they are; the role reads them. */
@Command(
    name = "import",
    description = "Import files into a role.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ImportCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Command(
      name = "datex",
      description = "Import a DATEX II v2 measurement site table and measured data, gzip or not.")
  int datex(
      @Mixin Connection connection,
      @Option(names = "--sites", paramLabel = "FILE", description = "The site table.")
          Optional<Path> sites,
      @Option(names = "--data", paramLabel = "FILE", description = "The measured data.")
          Optional<Path> data,
      @Option(names = "--role", defaultValue = "tss", description = "The role (default tss).")
          String role)
      throws ApiException, IOException, BadInputException {
    var files = new LinkedHashMap<String, Path>();
    sites.ifPresent(file -> files.put("sites", file));
    data.ifPresent(file -> files.put("data", file));
    if (files.isEmpty()) {
      throw new BadInputException("Name at least one file with --sites or --data.");
    }
    for (Path file : files.values()) {
      check(file);
    }
    try (Api api = connection.open()) {
      return send(connection, api, role, files);
    }
  }

  private static void check(Path file) throws BadInputException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new BadInputException("There is no readable file " + file + ".");
    }
  }

  /** Falls short when one of the files left nothing behind. */
  private static int send(Connection connection, Api api, String role, Map<String, Path> files)
      throws ApiException, IOException {
    int exitCode = ExitCode.DONE;
    ObjectNode all = Api.JSON.createObjectNode();
    for (var entry : files.entrySet()) {
      String path = "/api/v1/roles/" + Fields.path(role) + "/import/datex/" + entry.getKey();
      long began = System.nanoTime();
      Reply reply = api.send(upload(path, entry.getValue()));
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      all.set(entry.getKey(), reply.body());
      exitCode = nothing(reply.body()) ? ExitCode.FELL_SHORT : exitCode;
      if (!connection.json) {
        show(connection, entry.getValue(), reply, millis);
      }
    }
    if (connection.json) {
      connection.show(all);
    }
    return exitCode;
  }

  /** Whether no zone came of a site table, or no row of data; what is there already does count. */
  private static boolean nothing(JsonNode counts) {
    return counts.path("rows").asLong(1) == 0 || counts.path("lanes").asLong(1) == 0;
  }

  /** The file as it is; the server sees for itself whether it is zipped. */
  private static Request upload(String path, Path file) throws IOException {
    return new Request("POST", path, XML, BodyPublishers.ofFile(file), PATIENCE, true);
  }

  private static void show(Connection connection, Path file, Reply reply, long millis) {
    connection.say(Tone.TITLE, String.valueOf(file.getFileName()));
    Table table = new Table().column("counted").column("", Side.RIGHT);
    for (Map.Entry<String, JsonNode> count : reply.body().properties()) {
      JsonNode value = count.getValue();
      if (value.isIntegralNumber() && !count.getKey().equals("millis")) {
        table.row(words(count.getKey()), "%,d".formatted(value.asLong()));
      }
    }
    connection.show(table);
    String inServer = Fields.number(reply.body(), "millis");
    connection.say(
        Tone.FAINT,
        "%,d bytes sent, answered after %,d ms, of which %s ms in the role"
            .formatted(file.toFile().length(), millis, inServer));
    String sentence = Fields.text(reply.body(), "sentence");
    if (!sentence.isEmpty()) {
      connection.say(nothing(reply.body()) ? Tone.BAD : Tone.PLAIN, sentence);
    }
    connection.say("");
  }

  /** A field's name as words: {@code pointSites} becomes {@code point sites}. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");
}
