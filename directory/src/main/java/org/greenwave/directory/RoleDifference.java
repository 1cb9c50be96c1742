package org.greenwave.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What an edit of a role changes, in words. */
public final class RoleDifference {
  private RoleDifference() {}

  /** The difference as the rest of a sentence that begins with who made it. */
  public static String sentence(Role before, Role after) {
    List<String> parts = parts(before, after);
    return parts.isEmpty() ? "saved the role as it was." : String.join(", ", parts) + ".";
  }

  private static List<String> parts(Role before, Role after) {
    List<String> parts = new ArrayList<>();
    if (!before.servers().equals(after.servers())) {
      parts.add("changed the server list from %s to %s".formatted(list(before), list(after)));
    }
    if (before.forceHighest() != after.forceHighest()) {
      String verb = after.forceHighest() ? "set" : "cleared";
      parts.add(verb + " Force execution on highest priority server");
    }
    if (before.active() != after.active()) {
      parts.add((after.active() ? "activated" : "deactivated") + " the role");
    }
    if (!before.description().equals(after.description())) {
      parts.add("changed the description");
    }
    if (!Objects.equals(before.database(), after.database())) {
      parts.add(
          "changed the database from %s to %s".formatted(before.database(), after.database()));
    }
    if (!before.settings().equals(after.settings())) {
      parts.add("changed the settings");
    }
    return parts;
  }

  private static String list(Role role) {
    return String.join(" > ", role.servers());
  }
}
