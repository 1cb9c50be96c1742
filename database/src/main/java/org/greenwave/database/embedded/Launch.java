package org.greenwave.database.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line that PostgreSQL is started with: durable, bounded, and the same every time. */
final class Launch {
  private Launch() {}

  static List<String> command(PostgresFolder folder, int port) {
    List<String> command =
        new ArrayList<>(
            List.of(folder.binaries().program("postgres"), "-D", folder.data().toString()));
    settings(folder.settings(), port)
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private static Map<String, String> settings(EmbeddedSettings settings, int port) {
    Map<String, String> values = new TreeMap<>();
    values.put("port", Integer.toString(port));
    values.put("listen_addresses", addresses(settings.listenAddress()));
    values.put("unix_socket_directories", "");
    values.put("max_connections", Integer.toString(settings.maxConnections()));
    values.put("fsync", "on");
    values.put("full_page_writes", "on");
    values.put("synchronous_commit", "on");
    values.put("password_encryption", "scram-sha-256");
    values.put("timezone", "UTC");
    values.put("log_timezone", "UTC");
    values.put("jit", "off");
    // Seven files, one for each day of the week, each emptied after a week.
    values.put("logging_collector", "on");
    values.put("log_filename", "postgresql-%a.log");
    values.put("log_truncate_on_rotation", "on");
    values.put("log_rotation_age", "1d");
    values.put("log_rotation_size", "0");
    return values;
  }

  private static String addresses(String address) {
    return switch (address) {
      case "127.0.0.1", "0.0.0.0", "*" -> address;
      default -> "127.0.0.1," + address;
    };
  }
}
