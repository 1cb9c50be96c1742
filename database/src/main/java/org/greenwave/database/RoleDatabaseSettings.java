package org.greenwave.database;

import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One role's database as one server uses it.
 *
 * @param url where it is
 * @param user the database user, the same on all servers of the role: a user may end only its own
 *     sessions, and activation has to end those of the old host
 * @param password the user's password
 * @param owner whose grants count
 * @param role the role's name
 * @param server the name of this server
 */
public record RoleDatabaseSettings(
    DatabaseUrl url, String user, String password, Owner owner, String role, String server) {
  /**
   * The Directory that grants the fences.
   *
   * @param directory its identity
   * @param predecessors the identities of those that it succeeds, whose databases it may take over
   */
  public record Owner(UUID directory, Set<UUID> predecessors) {
    public Owner {
      predecessors = Set.copyOf(predecessors);
    }

    /** Of a Directory that succeeds none. */
    public Owner(UUID directory) {
      this(directory, Set.of());
    }
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public RoleDatabaseSettings {
    if (!NAME.matcher(role).matches() || !NAME.matcher(server).matches()) {
      throw new IllegalArgumentException(
          "Not the name of a role or a server: " + role + ", " + server);
    }
  }

  /** As a Directory that succeeds none uses it. */
  public RoleDatabaseSettings(
      DatabaseUrl url, String user, String password, UUID directory, String role, String server) {
    this(url, user, password, new Owner(directory), role, server);
  }

  /** The identity of the Directory that grants the fences. */
  UUID directory() {
    return owner.directory();
  }

  /** Whether this Directory may take over what belongs to another. */
  boolean succeeds(UUID other) {
    return owner.predecessors().contains(other);
  }

  /** The role's own schema. Names hold no underscore, so two roles never share one. */
  public String schema() {
    return "greenwave_" + role.replace('-', '_');
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "RoleDatabaseSettings[" + role + " on " + server + ", " + url.text() + "]";
  }
}
