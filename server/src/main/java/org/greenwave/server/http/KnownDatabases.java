package org.greenwave.server.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.Role.Database;
import org.greenwave.directory.Server;

/**
 * The databases that the system has the passwords of: those that servers keep themselves, and those
 * that roles use. Nobody has to type, or even to know, a password that the servers know.
 */
record KnownDatabases(Directory directory) {
  /** The database at a URL, for a user if one is named. */
  Optional<Database> at(String url, String user) {
    return Stream.concat(local(directory.servers().keySet().stream()), used())
        .filter(known -> known.url().equals(url))
        .filter(known -> user.isEmpty() || known.user().equals(user))
        .findFirst();
  }

  /** The local database of the first of some servers that keeps one, else of any server. */
  Optional<Database> localTo(List<String> servers) {
    return Stream.concat(
            local(servers.stream()), local(directory.servers().keySet().stream().sorted()))
        .findFirst();
  }

  private Stream<Database> local(Stream<String> servers) {
    return servers
        .flatMap(name -> Optional.ofNullable(directory.servers().get(name)).stream())
        .map(Server::database)
        .flatMap(Optional::stream);
  }

  private Stream<Database> used() {
    return directory.roles().values().stream().map(Role::database);
  }
}
