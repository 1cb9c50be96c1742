package org.greenwave.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can happen to the Directory. Each is one entry of the replicated log. */
public sealed interface Change {

  /** The Directory comes into being. */
  record Founded(String id, String name, Server first) implements Change {}

  /** An administrator lets one server in. */
  record TokenIssued(JoinToken token) implements Change {}

  /** A server has joined with a token. */
  record ServerJoined(Server server, String tokenHash) implements Change {}

  /** A server that is already known has moved or has other software. */
  record ServerAnnounced(Server server) implements Change {}

  /** A server is to host nothing, or may host again. */
  record MaintenanceSet(String server, boolean on, String note, String by) implements Change {}

  /** An administrator changes the timings, having seen {@code before}. */
  record TimingsEdited(Timings before, Timings after, String by) implements Change {}

  /** A role comes into being. */
  record RoleCreated(Role role, String by) implements Change {}

  /** An administrator edits a role, having seen {@code basedOn}. */
  record RoleEdited(String role, long basedOn, RoleEdit edit, String by) implements Change {}

  /** A role goes away. Its database stays as it is. */
  record RoleDeleted(String role, long basedOn, String by) implements Change {}

  /**
   * A server is to host a role from now on; whoever hosted it before has surely stopped or is
   * fenced off.
   *
   * @param expectedFence the assignment's fence that the decision was based on
   */
  record GrantIssued(Grant grant, long expectedFence) implements Change {}

  /** The host is to hand the role over in order. */
  record MoveBegun(Grant pending, long expectedFence) implements Change {}

  /** The next host is active under the pending grant. */
  record MoveCompleted(String role, long fence) implements Change {}

  /** A run of a role could not be stopped and has ended the server's process (rule 8). */
  record ServerEnded(String role, String server, String incarnation) implements Change {}

  /** A person lets a role move, and be hosted anywhere, again. */
  record GuardReset(String role, String by) implements Change {}

  /** What of a role is to be other than it is; absent parts stay. */
  record RoleEdit(
      Optional<String> description,
      Optional<List<String>> servers,
      Optional<Boolean> forceHighest,
      Optional<Boolean> active,
      Optional<Role.Database> database,
      Optional<String> settings) {

    /** The role as it would be. */
    public Role of(Role role) {
      return new Role(
          role.name(),
          role.type(),
          description.orElse(role.description()),
          servers.orElse(role.servers()),
          forceHighest.orElse(role.forceHighest()),
          active.orElse(role.active()),
          database.orElse(role.database()),
          settings.orElse(role.settings()),
          role.version() + 1);
    }
  }

  /**
   * A one-time permission to join.
   *
   * @param hash SHA-256 of the token, in hexadecimal; the token itself is not kept
   */
  record JoinToken(String hash, Server.Kind kind, Instant expires) {}
}
