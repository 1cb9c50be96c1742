package org.greenwave.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Names;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;

/** A server's configuration, checked. Unknown keys are refused, never passed over. */
public final class Configuration {
  private static final int HIGHEST_PORT = 65_535 - 5;
  private static final int MOST_LOG_MEGABYTES = 1_000_000;
  private static final int MOST_EXPORT_HOURS = 8_784;
  private static final int MOST_EXPORTS = 10_000;
  private static final long MEGABYTE = 1_000_000;

  private final Map<Setting, String> values;

  private Configuration(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * Reads flags, and the file that they name.
   *
   * @throws ConfigurationException with a sentence that says what to do
   */
  public static Configuration of(List<String> arguments) throws ConfigurationException {
    Map<Setting, String> flags = flags(arguments);
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    String file = flags.getOrDefault(Setting.CONFIG, "");
    if (!file.isEmpty()) {
      values.putAll(file(Path.of(file)));
    }
    values.putAll(flags);
    Configuration configuration = new Configuration(values);
    configuration.check();
    return configuration;
  }

  private static Map<Setting, String> flags(List<String> arguments) throws ConfigurationException {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    for (int at = 0; at < arguments.size(); at += 2) {
      String flag = arguments.get(at);
      if (!flag.startsWith("--") || at + 1 == arguments.size()) {
        throw new ConfigurationException(
            "\"%s\" is not a flag with a value; write --name alpha.".formatted(flag));
      }
      flags.put(setting(flag.substring(2)), arguments.get(at + 1));
    }
    return flags;
  }

  private static Map<Setting, String> file(Path file) throws ConfigurationException {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        if (equals < 0) {
          throw new ConfigurationException("\"%s\" in %s is not key=value.".formatted(text, file));
        }
        values.put(setting(text.substring(0, equals).strip()), text.substring(equals + 1).strip());
      }
    } catch (IOException failure) {
      throw new ConfigurationException(
          "The configuration file %s cannot be read: %s".formatted(file, failure.getMessage()));
    }
    return values;
  }

  private static Setting setting(String key) throws ConfigurationException {
    return Setting.of(key)
        .orElseThrow(() ->
            new ConfigurationException(
                "There is no configuration key \"%s\"; OPERATING.md lists them all."
                    .formatted(key)));
  }

  private void check() throws ConfigurationException {
    if (!Names.sound(name())) {
      throw new ConfigurationException(
          "Give the server a name of 1 to 32 small letters, digits and hyphens: --name alpha.");
    }
    String kind = value(Setting.KIND);
    if (!List.of("directory", "witness", "expansion").contains(kind)) {
      throw new ConfigurationException(
          "kind is directory, witness or expansion, not \"%s\".".formatted(kind));
    }
    if (!List.of("auto", "embedded", "none").contains(value(Setting.DATABASE))) {
      throw new ConfigurationException(
          "database is auto, embedded or none, not \"%s\".".formatted(value(Setting.DATABASE)));
    }
    if (!List.of("required", "off").contains(value(Setting.LOGINS))) {
      throw new ConfigurationException(
          "logins is required or off, not \"%s\".".formatted(value(Setting.LOGINS)));
    }
    if (!List.of("auto", "off").contains(value(Setting.REALTIME))) {
      throw new ConfigurationException(
          "realtime is auto or off, not \"%s\".".formatted(value(Setting.REALTIME)));
    }
    checkHttps();
    checkPublicAddresses();
    if (!List.of("text", "json").contains(value(Setting.LOG_FORMAT))) {
      throw new ConfigurationException(
          "log-format is text or json, not \"%s\".".formatted(value(Setting.LOG_FORMAT)));
    }
    number(Setting.LOG_MEGABYTES, 1, MOST_LOG_MEGABYTES);
    number(Setting.PORT, 0, HIGHEST_PORT);
    number(Setting.DATABASE_PORT, 0, HIGHEST_PORT);
    number(Setting.EXPORT_HOURS, 1, MOST_EXPORT_HOURS);
    number(Setting.EXPORT_KEEP, 1, MOST_EXPORTS);
    String passphrase = value(Setting.EXPORT_PASSPHRASE_FILE);
    if (!value(Setting.EXPORT_FOLDER).isEmpty() && !readable(Path.of(passphrase))) {
      throw new ConfigurationException(
          "Scheduled exports are sealed with a passphrase: give export-passphrase-file, a file that"
              + " the server can read. \"%s\" is none.".formatted(passphrase));
    }
  }

  private static boolean readable(Path file) {
    return Files.isRegularFile(file) && Files.isReadable(file);
  }

  private void checkHttps() throws ConfigurationException {
    if (!List.of("on", "off").contains(value(Setting.HTTPS))) {
      throw new ConfigurationException(
          "https is on or off, not \"%s\".".formatted(value(Setting.HTTPS)));
    }
    boolean own = !value(Setting.CERTIFICATE).isEmpty();
    if (own == value(Setting.CERTIFICATE_KEY).isEmpty()) {
      throw new ConfigurationException(
          "Give certificate and certificate-key together: one is of no use without the other.");
    }
    if (own && !https()) {
      throw new ConfigurationException("A certificate is of no use with https=off; leave out one.");
    }
  }

  private void checkPublicAddresses() throws ConfigurationException {
    for (String address : listed(Setting.PUBLIC_ADDRESS)) {
      if (PublicAddress.of(address).isEmpty()) {
        throw new ConfigurationException(
            ("public-address is where browsers reach the system, such as"
                 + " https://traffic.example.org or https://traffic.example.org:8443, and nothing"
                 + " after that; several are set apart by commas. \"%s\" is none.")
                .formatted(address));
      }
    }
  }

  private List<String> listed(Setting setting) {
    return Arrays.stream(value(setting).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private void number(Setting setting, int least, int most) throws ConfigurationException {
    try {
      int number = Integer.parseInt(value(setting));
      if (number >= least && number <= most) {
        return;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new ConfigurationException(
        "%s is a number from 1 to %d, not \"%s\".".formatted(setting.key(), most, value(setting)));
  }

  /** The value of a setting, its default where none was given. */
  public String value(Setting setting) {
    return values.getOrDefault(setting, setting.defaultValue());
  }

  public String name() {
    return value(Setting.NAME);
  }

  public Path data() {
    return Path.of(value(Setting.DATA));
  }

  public Kind kind() {
    return Kind.valueOf(value(Setting.KIND).toUpperCase(Locale.ROOT));
  }

  /** Where this server is reached. */
  public Endpoints endpoints() {
    int port = Integer.parseInt(value(Setting.PORT));
    return new Endpoints(
        value(Setting.HOST), port, port + 1, port + 2, port + 3, port + 4, https());
  }

  /** Whether console and API are encrypted. */
  public boolean https() {
    return value(Setting.HTTPS).equals("on");
  }

  /** Where browsers reach the system beside the servers' own addresses. */
  public List<PublicAddress> publicAddresses() {
    return listed(Setting.PUBLIC_ADDRESS).stream()
        .flatMap(address -> PublicAddress.of(address).stream())
        .toList();
  }

  /** Where people are told to find the Config Tool. */
  public String console() {
    return publicAddresses().stream()
        .findFirst()
        .map(PublicAddress::text)
        .orElse(endpoints().address());
  }

  /** The port of the local PostgreSQL. */
  public int databasePort() {
    int port = Integer.parseInt(value(Setting.DATABASE_PORT));
    return port > 0 ? port : endpoints().api() + 5;
  }

  /** Whether callers have to log in. */
  public boolean loginsRequired() {
    return value(Setting.LOGINS).equals("required");
  }

  /** Whether beats are to get real-time priority where the process may have it. */
  public boolean realtime() {
    return value(Setting.REALTIME).equals("auto");
  }

  /** How the log is written. */
  public LogSettings log() {
    String file = value(Setting.LOG_FILE);
    return new LogSettings(
        value(Setting.LOG_FORMAT).equals("json"),
        file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
        Long.parseLong(value(Setting.LOG_MEGABYTES)) * MEGABYTE);
  }

  /** When and where exports are made; empty when none are. */
  public Optional<ExportSettings> exports() {
    String folder = value(Setting.EXPORT_FOLDER);
    return folder.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ExportSettings(
                Path.of(folder),
                Duration.ofHours(Long.parseLong(value(Setting.EXPORT_HOURS))),
                Integer.parseInt(value(Setting.EXPORT_KEEP)),
                Path.of(value(Setting.EXPORT_PASSPHRASE_FILE))));
  }

  /** What was given, as lines of one configuration file; the token is left out. */
  public List<String> given() {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey() != Setting.TOKEN && entry.getKey() != Setting.CONFIG)
        .map(entry -> entry.getKey().key() + "=" + entry.getValue())
        .toList();
  }
}
