package org.greenwave.server.trust;

import java.io.IOException;
import java.time.Instant;

/** This server was away for so long that nobody can know it by its certificate any more. */
public final class ExpiredException extends IOException {
  private static final long serialVersionUID = 1L;

  ExpiredException(String server, Instant ended) {
    super(
        ("The certificate of %s ended at %s while it was away; make a token with greenwave token"
                + " --replaces %s, and start it once with --join and --token.")
            .formatted(server, ended, server));
  }
}
