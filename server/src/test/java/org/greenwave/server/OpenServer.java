package org.greenwave.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.ConfigurationException;

/** A server that anybody may call in plain HTTP, without a database of its own. */
final class OpenServer {
  private OpenServer() {}

  /** Its configuration. */
  static Configuration of(String name, Path data, int port, String... more)
      throws ConfigurationException {
    List<String> flags =
        new ArrayList<>(List.of("--name", name, "--data", data.toString(), "--port", "" + port));
    flags.addAll(List.of("--database", "none", "--logins", "off", "--https", "off"));
    flags.addAll(List.of(more));
    return Configuration.of(flags);
  }
}
