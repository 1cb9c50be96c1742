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

  static RoleDatabaseSettings of(Role role, HostSettings settings) {
    return new RoleDatabaseSettings(
        DatabaseUrl.of(role.database().url()),
        role.database().user(),
        role.database().password(),
        owner(settings),
        role.name(),
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
