package org.greenwave.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every key of a server's configuration, in the file ({@code port=8810}) and as a flag. */
public enum Setting {
  NAME("", "The server's name, unique in the system: small letters, digits, hyphens."),
  DATA("greenwave-data", "The folder in which the server keeps everything."),
  HOST("127.0.0.1", "The address that it listens on and that other servers reach it at."),
  PORT(
      "8810",
      "The port of console and API. The next four are used too: consensus, wire, death watch, inner"
          + " door."),
  JOIN("", "The API address of any server of the system to join; empty founds a new system."),
  TOKEN("", "The one-time token to join with."),
  KIND("directory", "What a joining server becomes: directory, witness or expansion."),
  DATABASE(
      "auto",
      "Whether to keep a local PostgreSQL: embedded, none, or auto (a founding server keeps one)."),
  DATABASE_PORT("0", "The port of the local PostgreSQL; 0 is the server's port plus 5."),
  LOGINS(
      "required",
      "Whether callers log in: required, or off (who reaches the server may do everything)."),
  HTTPS("on", "Whether console and API are encrypted: on, or off (on loopback, behind a proxy)."),
  PUBLIC_ADDRESS(
      "",
      "Where browsers reach the system beside the servers' own addresses, as"
          + " https://traffic.example.org; several with commas."),
  CERTIFICATE(
      "", "A PEM file with an own certificate for HTTPS and those between it and its authority."),
  CERTIFICATE_KEY("", "The PEM file with the key of that certificate."),
  REALTIME(
      "auto",
      "Whether beats get real-time priority: auto (where the process may have it), or off."),
  LOG_FORMAT("text", "How a line of the log is written: text, or json for one object a line."),
  LOG_FILE("", "A file that the log goes to beside standard error; empty for none."),
  LOG_MEGABYTES("100", "What all log files together take at most; the oldest goes first."),
  EXPORT_FOLDER("", "A folder for scheduled exports of the Directory; empty for none."),
  EXPORT_HOURS("24", "The hours between two scheduled exports."),
  EXPORT_KEEP("14", "How many scheduled exports are kept; the oldest go first."),
  EXPORT_PASSPHRASE_FILE("", "The file whose first line is the passphrase of scheduled exports."),
  CONFIG("", "A file of these keys; flags go before it.");

  private final String defaultValue;
  private final String description;

  Setting(String defaultValue, String description) {
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** The key as it is written. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value where none is given. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it is for. */
  public String description() {
    return description;
  }

  /** The setting of a key. */
  public static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
