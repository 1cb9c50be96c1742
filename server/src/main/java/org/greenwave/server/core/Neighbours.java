package org.greenwave.server.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.jspecify.annotations.Nullable;

/** Whom a server has to do with: those of the Directory, or of earlier while it has none yet. */
final class Neighbours {
  private final String self;
  private final Supplier<Directory> record;
  private final List<Server> remembered;

  /**
   * Goes by the Directory as it is known at each moment.
   *
   * @param remembered the servers that were known when the process last ran
   */
  Neighbours(String self, Supplier<Directory> record, List<Server> remembered) {
    this.self = self;
    this.record = record;
    this.remembered = remembered;
  }

  /** The other servers that keep the Directory. */
  List<String> keepers() {
    List<String> recorded = record.get().directoryServers();
    List<String> names =
        recorded.isEmpty()
            ? remembered.stream().filter(Server::votes).map(Server::name).toList()
            : recorded;
    return names.stream().filter(name -> !name.equals(self)).toList();
  }

  /** Those that this server talks to: keepers of the Directory, and who shares a role with it. */
  Set<String> linked() {
    Set<String> linked = new HashSet<>(keepers());
    for (Role role : record.get().roles().values()) {
      if (role.servers().contains(self)) {
        linked.addAll(role.servers());
      }
    }
    linked.addAll(record.get().heritage().lost()); // to be told, should they ever be back
    linked.remove(self);
    return linked;
  }

  /** Those whose processes a keeper of the Directory watches. */
  Set<String> watched() {
    Set<String> watched = new HashSet<>(record.get().servers().keySet());
    watched.remove(self);
    watched.removeAll(record.get().heritage().lost());
    return watched;
  }

  /** Where a server is reached now; null when it is not known. */
  @Nullable Endpoints whereabouts(String name) {
    Server server = known(name);
    return server == null ? null : server.endpoints();
  }

  /** Who a name means now; null when it is not known. */
  @Nullable Server known(String name) {
    Server recorded = record.get().servers().get(name);
    if (recorded != null) {
      return recorded;
    }
    return remembered.stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
