package org.greenwave.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.greenwave.cli.api.Addresses;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Authorities;
import org.greenwave.cli.api.Sessions;
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

  @Option(
      names = "--sessions",
      paramLabel = "FILE",
      defaultValue = "${env:XDG_CONFIG_HOME:-${sys:user.home}/.config}/greenwave/sessions.json",
      description = "Where logins are kept (~/.config/greenwave/sessions.json).")
  Path sessions = Path.of("");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "A file with an access key; without it GREENWAVE_KEY counts, then a login.")
  Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The certificate (PEM) of the authority that vouches for the servers; without it the one"
              + " that 'greenwave login' has remembered counts, then those of this machine.")
  Optional<Path> ca = Optional.empty();

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

  /** The system to talk to, as whoever has logged in or has a key. */
  Api open() {
    return new Api(addresses(), credentials(), authorities());
  }

  /** One server that the system has named as its own; it is shown what the system was. */
  Api open(URI named) {
    Function<URI, Optional<String>> shown = credentials();
    return new Api(
        List.of(named),
        server -> shown.apply(server).or(() -> shown.apply(addresses().getFirst())),
        server ->
            authorities().apply(server).or(() -> authorities().apply(addresses().getFirst())));
  }

  /** Whom to believe about which server. */
  private Function<URI, Optional<X509Certificate>> authorities() {
    Optional<X509Certificate> named = ca.map(this::authority);
    return server -> named.or(() -> remembered().of(server));
  }

  private X509Certificate authority(Path file) {
    try {
      return Authorities.in(file);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "The certificate in " + file + " cannot be read.", e);
    }
  }

  /** The authorities that are kept, beside the logins. */
  Authorities remembered() {
    return new Authorities(sessions.resolveSibling("authorities.json"));
  }

  private Function<URI, Optional<String>> credentials() {
    String key = keyFile.map(this::key).orElse(System.getenv().getOrDefault("GREENWAVE_KEY", ""));
    Sessions kept = sessions();
    return server -> key.isEmpty() ? kept.token(server) : Optional.of(key);
  }

  private String key(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "The key in " + file + " cannot be read.", e);
    }
  }

  /** The system to talk to, as nobody yet. */
  Api stranger() {
    return new Api(addresses(), _ -> Optional.empty(), authorities());
  }

  /** The logins that are kept. */
  Sessions sessions() {
    return new Sessions(sessions);
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
