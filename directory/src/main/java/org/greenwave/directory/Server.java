package org.greenwave.directory;

import java.util.Objects;
import java.util.Optional;

/**
 * One server of the system, as the Directory records it.
 *
 * @param name the server's name, unique in the system
 * @param kind what the server does for the Directory
 * @param endpoints where it can be reached
 * @param release the version of its software, {@code major.minor.patch}
 * @param database the PostgreSQL that it keeps itself, if it keeps one
 * @param folderId tells it from an earlier or later server of the same name: drawn by chance when
 *     its folder was begun; empty in what an older version has written
 * @param levels the levels of the Directory that its software speaks
 */
public record Server(
    String name,
    Kind kind,
    Endpoints endpoints,
    String release,
    Optional<Role.Database> database,
    String folderId,
    Levels levels) {
  /** What a server does for the Directory. */
  public enum Kind {
    /** Keeps a replica, votes, and may lead. */
    DIRECTORY,
    /** Keeps a replica and votes, hosts no roles, and leads only when no other can. */
    WITNESS,
    /** Only runs roles. */
    EXPANSION;

    /** Whether it keeps the Directory. */
    public boolean votes() {
      return switch (this) {
        case DIRECTORY, WITNESS -> true;
        case EXPANSION -> false;
      };
    }

    /** What such a server is, for people. */
    public String words() {
      return switch (this) {
        case DIRECTORY -> "Directory server";
        case WITNESS -> "witness";
        case EXPANSION -> "expansion server";
      };
    }
  }

  public Server {
    folderId = Objects.requireNonNullElse(folderId, "");
    levels = Objects.requireNonNullElse(levels, Levels.FIRST);
  }

  /** Of a build from before there were levels. */
  public Server(
      String name,
      Kind kind,
      Endpoints endpoints,
      String release,
      Optional<Role.Database> database,
      String folderId) {
    this(name, kind, endpoints, release, database, folderId, Levels.FIRST);
  }

  /** Whether it keeps the Directory. */
  public boolean votes() {
    return kind.votes();
  }

  /** The same as a server of another kind. */
  public Server as(Kind other) {
    return new Server(name, other, endpoints, release, database, folderId, levels);
  }

  /** The same with other software. */
  public Server with(String otherRelease, Levels otherLevels) {
    return new Server(name, kind, endpoints, otherRelease, database, folderId, otherLevels);
  }

  /** Whether a Directory records this server, and not only one of the same name. */
  public boolean isIn(Directory directory) {
    Server recorded = directory.servers().get(name);
    return recorded != null && recorded.folderId().equals(folderId);
  }

  /**
   * Where a server can be reached. Ports are 1 to 65535.
   *
   * @param host host name or address, the same for all five
   * @param api console and API
   * @param consensus the replicated log, between Directory servers
   * @param wire beats, published changes and hand-overs, between servers
   * @param deathWatch a listener that only ever ends with its process
   * @param inner the API as servers use it among themselves: joining, and what is passed on
   * @param https whether console and API are encrypted; all else always is
   */
  public record Endpoints(
      String host, int api, int consensus, int wire, int deathWatch, int inner, boolean https) {
    public Endpoints {
      inner = inner == 0 ? deathWatch + 1 : inner;
    }

    /** With the inner door next to the death watch, and the API unencrypted. */
    public Endpoints(String host, int api, int consensus, int wire, int deathWatch) {
      this(host, api, consensus, wire, deathWatch, 0, false);
    }

    /** The address of console and API. */
    public String address() {
      return (https ? "https://" : "http://") + host + ":" + api;
    }
  }
}
