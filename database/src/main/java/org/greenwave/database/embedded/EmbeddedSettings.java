package org.greenwave.database.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an embedded PostgreSQL is kept.
 *
 * @param folder its own folder: data, password and log; made if it is missing
 * @param port the port to listen on; 0 takes any free one
 * @param listenAddress the address that clients connect to; loopback is listened on in any case
 * @param password the password of user {@code greenwave}; made up and kept when empty
 * @param maxConnections the most sessions at a time
 * @param cache where the unpacked binaries are shared by all databases of this user
 */
public record EmbeddedSettings(
    Path folder,
    int port,
    String listenAddress,
    Optional<String> password,
    int maxConnections,
    Path cache) {
  private static final int LEAST_CONNECTIONS = 100;

  public EmbeddedSettings {
    folder = folder.toAbsolutePath().normalize();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("The port must lie between 0 and 65535, not " + port);
    }
    if (maxConnections < LEAST_CONNECTIONS) {
      throw new IllegalArgumentException("At least 100 connections are needed");
    }
    if (!listenAddress.matches("[0-9A-Za-z.:_-]{1,255}")) {
      throw new IllegalArgumentException("Not an address to listen on: " + listenAddress);
    }
  }

  /** Loopback only, any free port, a password of its own. */
  public static EmbeddedSettings at(Path folder) {
    return new EmbeddedSettings(
        folder, 0, "127.0.0.1", Optional.empty(), 120, PostgresBinaries.defaultCache());
  }

  public EmbeddedSettings withPort(int changed) {
    return new EmbeddedSettings(folder, changed, listenAddress, password, maxConnections, cache);
  }

  public EmbeddedSettings withListenAddress(String changed) {
    return new EmbeddedSettings(folder, port, changed, password, maxConnections, cache);
  }

  public EmbeddedSettings withPassword(String changed) {
    return new EmbeddedSettings(
        folder, port, listenAddress, Optional.of(changed), maxConnections, cache);
  }

  public EmbeddedSettings withCache(Path changed) {
    return new EmbeddedSettings(folder, port, listenAddress, password, maxConnections, changed);
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "EmbeddedSettings[" + folder + ", " + listenAddress + ":" + port + "]";
  }
}
