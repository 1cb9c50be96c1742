package org.greenwave.directory.failover;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;

/**
 * Which versions of a plug-in can go on from each other. The last host has brought the role
 * database to its own version; one minor version back still reads that, so that a rolling upgrade
 * can be undone half-way. A newer version brings the database up to itself.
 */
final class PluginVersions {
  private PluginVersions() {}

  /** Why a server's plug-in is too old to take the role over; empty when it is not. */
  static Optional<SkipReason> outdated(Role role, String server, Situation situation) {
    Optional<String> own = version(role, server, situation);
    return situation
        .directory()
        .assignment(role.name())
        .grant()
        .map(Grant::server)
        .flatMap(host -> version(role, host, situation))
        .filter(written -> own.isPresent() && !reads(own.get(), written))
        .map(written ->
            new SkipReason.PluginIncompatible(
                server, own.orElseThrow(), "at least " + oldest(written)));
  }

  private static Optional<String> version(Role role, String server, Situation situation) {
    return situation.sightings().of(server).map(sighting -> sighting.roleTypes().get(role.type()));
  }

  private static boolean reads(String version, String written) {
    if (version.equals(written)) {
      return true;
    }
    List<Integer> own = numbers(version);
    List<Integer> other = numbers(written);
    return own.get(0) > other.get(0)
        || (own.get(0).equals(other.get(0)) && own.get(1) >= other.get(1) - 1);
  }

  private static String oldest(String written) {
    List<Integer> numbers = numbers(written);
    return numbers.get(0) + "." + Math.max(0, numbers.get(1) - 1);
  }

  /** Major and minor; what is no number counts as 0. */
  private static List<Integer> numbers(String version) {
    String[] parts = Arrays.copyOf(version.split("\\.", 3), 2);
    return Arrays.stream(parts)
        .map(part -> part != null && part.matches("[0-9]{1,6}") ? Integer.parseInt(part) : 0)
        .toList();
  }
}
