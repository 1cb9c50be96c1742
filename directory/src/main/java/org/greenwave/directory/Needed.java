package org.greenwave.directory;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Refusal.OfServers;

/** What a server is still needed for, so that it cannot be removed. */
final class Needed {
  private Needed() {}

  /** Why a server cannot be removed; empty when it can. */
  static Optional<Refusal> server(Directory directory, String server) {
    if (!directory.servers().containsKey(server)) {
      return Optional.of(new Refusal.ServerUnknown(server));
    }
    List<String> lists =
        directory.roles().values().stream()
            .filter(role -> role.servers().contains(server))
            .map(Role::name)
            .toList();
    if (!lists.isEmpty()) {
      return Optional.of(new OfServers.OnLists(server, lists));
    }
    if (directory.directoryServers().equals(List.of(server))) {
      return Optional.of(new OfServers.LastDirectoryServer(server));
    }
    Optional<Refusal> hosting =
        directory.roles().keySet().stream()
            .filter(role -> directory.assignment(role).names(server))
            .findFirst()
            .map(role -> new OfServers.StillHosts(server, role));
    return hosting.or(() -> keeping(directory, server));
  }

  /** The PostgreSQL that a server keeps ends with it. */
  private static Optional<Refusal> keeping(Directory directory, String server) {
    Optional<String> kept =
        Optional.ofNullable(directory.servers().get(server))
            .flatMap(Server::database)
            .map(Role.Database::url);
    return directory.roles().values().stream()
        .filter(role -> kept.equals(Optional.of(role.database().url())))
        .findFirst()
        .map(role -> new OfServers.KeepsDatabase(server, role.name()));
  }
}
