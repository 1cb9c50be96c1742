package org.greenwave.directory;

import java.util.List;

/**
 * A system function that exactly one server runs at a time.
 *
 * @param name the role's name, unique in the system
 * @param type the role type that a plug-in provides
 * @param description free text for people
 * @param servers the server list in order of priority; the first is the primary
 * @param forceHighest <i>Force execution on highest priority server</i>
 * @param active false when an administrator has deactivated the role
 * @param database the role database
 * @param settings the role type's own settings, a JSON document
 * @param version rises with every edit of the role; what an edit is based on
 */
public record Role(
    String name,
    String type,
    String description,
    List<String> servers,
    boolean forceHighest,
    boolean active,
    Database database,
    String settings,
    long version) {

  public Role {
    servers = List.copyOf(servers);
  }

  /** The same in another version. */
  Role versioned(long other) {
    return new Role(
        name, type, description, servers, forceHighest, active, database, settings, other);
  }

  /**
   * The role database.
   *
   * @param url a JDBC URL
   * @param user the database user
   * @param password its password, empty when none is needed; never leaves the servers
   */
  public record Database(String url, String user, String password) {
    @Override
    public String toString() {
      return url + " as " + user;
    }
  }
}
