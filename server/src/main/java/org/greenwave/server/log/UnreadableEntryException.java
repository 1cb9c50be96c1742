package org.greenwave.server.log;

import org.jspecify.annotations.Nullable;

/** The log has an entry that only newer versions can read; passing it over would be a lie. */
public final class UnreadableEntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEntryException(@Nullable Throwable cause) {
    super(
        "The Directory has an entry that this version cannot read; install the version that the"
            + " other servers have on this one.",
        cause);
  }
}
