package org.greenwave.directory.hosting;

import org.greenwave.directory.Grant;

/** What the shell is to do about a role; it reports back by a {@link HostEvent}. */
public sealed interface HostCommand {
  /** Load the role and make it warm. */
  record Prepare() implements HostCommand {}

  /** Raise the fence in the role database to the grant's, then activate the role. */
  record Start(Grant grant) implements HostCommand {}

  /** Stop the role; it stays warm. */
  record Stop() implements HostCommand {}

  /** Stop the role, raise the fence to the pending grant's, tell the next host. */
  record Yield(Grant from, Grant pending) implements HostCommand {}

  /** Unload the role. */
  record Close() implements HostCommand {}
}
