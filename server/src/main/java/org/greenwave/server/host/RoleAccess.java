package org.greenwave.server.host;

import java.util.UUID;
import java.util.stream.Collectors;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.RoleDatabaseSettings.Owner;
import org.greenwave.directory.Role;

/** How this server reaches a role's database, and for which Directory it does. */
final class RoleAccess {
  private RoleAccess() {}

  /**
   * Of one database of a role, which may be one that it has left.
   *
   * @throws IllegalArgumentException when its address is none
   */
  static RoleDatabaseSettings of(String role, Role.Database database, HostSettings settings) {
    return new RoleDatabaseSettings(
        DatabaseUrl.of(database.url()),
        database.user(),
        database.password(),
        owner(settings),
        role,
        settings.identity().name());
  }

  /**
   * A system succeeds others from its beginning, so this does not change while a role is loaded.
   */
  private static Owner owner(HostSettings settings) {
    return new Owner(
        UUID.fromString(settings.identity().systemId()),
        settings.view().directory().heritage().predecessors().stream()
            .map(UUID::fromString)
            .collect(Collectors.toSet()));
  }
}
