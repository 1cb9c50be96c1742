package org.greenwave.directory;

import java.util.Optional;

/**
 * One server of the system, as the Directory records it.
 *
 * @param name the server's name, unique in the system
 * @param kind what the server does for the Directory
 * @param endpoints where it can be reached
 * @param release the version of its software, {@code major.minor.patch}
 * @param database the PostgreSQL that it keeps itself, if it keeps one
 */
public record Server(
    String name, Kind kind, Endpoints endpoints, String release, Optional<Role.Database> database) {
  /** What a server does for the Directory. */
  public enum Kind {
    /** Keeps a replica, votes, and may lead. */
    DIRECTORY,
    /** Only runs roles. */
    EXPANSION
  }

  /**
   * Where a server can be reached. Ports are 1 to 65535.
   *
   * @param host host name or address, the same for all four
   * @param api HTTP: console and API
   * @param consensus the replicated log, between Directory servers
   * @param wire beats, published changes and hand-overs, between servers
   * @param deathWatch a listener that only ever ends with its process
   */
  public record Endpoints(String host, int api, int consensus, int wire, int deathWatch) {}
}
