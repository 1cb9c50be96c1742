package org.greenwave.server.trust;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** This server was away for so long that nobody can know it by its certificate any more. */
public final class ExpiredException extends IOException {
  private static final long serialVersionUID = 1L;

  ExpiredException(String server, Instant ended, Instant now) {
    super(
        ("The certificate of %s ended at %s while it was away, if it is %s now. If that is wrong,"
             + " set the clock; else make a token with greenwave token --replaces %s, and start it"
             + " once with --join and --token.")
            .formatted(server, ended, now.truncatedTo(ChronoUnit.SECONDS), server));
  }
}
