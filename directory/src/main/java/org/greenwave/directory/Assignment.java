package org.greenwave.directory;

import java.util.Optional;

/** Who hosts a role, as the Directory has it. */
public sealed interface Assignment {
  /** The highest fence ever granted for the role; the next grant's is higher (law L2). */
  long fence();

  /** The grant under which a server hosts the role, or last hosted it. */
  Optional<Grant> grant();

  /** Whether a server hosts the role, or is to. */
  default boolean names(String server) {
    return switch (this) {
      case Held(Grant held) -> held.server().equals(server);
      case HandingOver(Grant from, Grant pending) ->
          from.server().equals(server) || pending.server().equals(server);
      case Vacant _ -> false;
    };
  }

  /** Nobody is to host the role. The last host may still be winding down. */
  record Vacant(long fence, Optional<Grant> grant) implements Assignment {}

  /** One server is the host. */
  record Held(Grant held) implements Assignment {
    @Override
    public long fence() {
      return held.fence();
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.of(held);
    }
  }

  /** The host is to flush, raise the fence to the pending grant's, and tell the next host. */
  record HandingOver(Grant from, Grant pending) implements Assignment {
    @Override
    public long fence() {
      return pending.fence();
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.of(from);
    }
  }
}
