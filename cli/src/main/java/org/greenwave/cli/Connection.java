package org.greenwave.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.cli.api.Addresses;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.text.Ink;
import org.greenwave.cli.text.Table;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The options that every command has: which servers to ask, and how to show what they say. */
final class Connection {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "A server to ask; may be given several times, or as a list such as "
            + Addresses.USUAL
            + ". The next one is asked when one does not answer.",
        "Without it GREENWAVE_SERVER counts, and without that " + Addresses.USUAL + "."
      })
  List<String> servers = new ArrayList<>();

  @Option(names = "--json", description = "Show the answer as JSON.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  /** The system to talk to. */
  Api open() {
    return new Api(addresses());
  }

  /** The servers to ask. */
  List<URI> addresses() {
    String environment = System.getenv().getOrDefault("GREENWAVE_SERVER", Addresses.USUAL);
    try {
      return Addresses.parse(servers.isEmpty() ? List.of(environment) : servers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Shows a table. */
  void show(Table table) {
    table.lines(ink()).forEach(this::say);
  }

  /** Shows a line. */
  void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** Shows a line in a tone. */
  void say(Ink.Tone tone, String line) {
    say(ink().paint(tone, line));
  }

  /** Shows an answer as it came. */
  void show(JsonNode answer) {
    say(Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
  }

  /** The colours of this terminal; none in JSON. */
  Ink ink() {
    return json ? new Ink(false) : Ink.ofTerminal();
  }
}
