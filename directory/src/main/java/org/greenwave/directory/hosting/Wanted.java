package org.greenwave.directory.hosting;

import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;

/** What the Directory wants of one incarnation of one server for one role. */
public sealed interface Wanted {
  /** The role has no business there. */
  record Nothing() implements Wanted {}

  /** To be loaded anew: its database was changed. A grant that was spent was so in the old one. */
  record Reload() implements Wanted {}

  /** A warm standby. */
  record Standby() implements Wanted {}

  /** To host the role. */
  record Host(Grant grant) implements Wanted {}

  /** To hand the role over in order. */
  record Yield(Grant from, Grant pending) implements Wanted {}

  /** Whether the role is to be here as it is loaded now. */
  default boolean asLoaded() {
    return switch (this) {
      case Nothing _, Reload _ -> false;
      case Standby _, Host _, Yield _ -> true;
    };
  }

  /** The same of a role that is loaded with another database than it has now. */
  default Wanted reloaded() {
    return this instanceof Nothing ? this : new Reload();
  }

  /**
   * What is wanted.
   *
   * @param handedFence the highest fence of the role that an old host has told this one to take
   *     over under; 0 for none
   */
  static Wanted of(
      Directory directory, String role, String server, String incarnation, long handedFence) {
    Role recorded = directory.roles().get(role);
    if (recorded == null || !recorded.active()) {
      return new Nothing();
    }
    Wanted otherwise = recorded.servers().contains(server) ? new Standby() : new Nothing();
    return switch (directory.assignment(role)) {
      case Assignment.Vacant _ -> otherwise;
      case Assignment.Held held ->
          names(held.held(), server, incarnation) ? new Host(held.held()) : otherwise;
      case Assignment.HandingOver(Grant from, Grant pending) -> {
        if (names(from, server, incarnation)) {
          yield new Yield(from, pending);
        }
        boolean handed = handedFence >= pending.fence();
        yield handed && names(pending, server, incarnation) ? new Host(pending) : otherwise;
      }
    };
  }

  /** A grant means one incarnation: a restarted server starts nothing under an old one. */
  private static boolean names(Grant grant, String server, String incarnation) {
    return grant.server().equals(server) && grant.incarnation().equals(incarnation);
  }
}
