package org.greenwave.database;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of really writing and committing a row from this server.
 *
 * @param took from asking for a session to the answered commit
 * @param trouble why it failed; empty when the row is committed
 */
public record WriteProbe(Duration took, Optional<Trouble> trouble) {
  /** Whether the database can be written from here. */
  public boolean written() {
    return trouble.isEmpty();
  }

  public String sentence() {
    return trouble
        .map(Trouble::sentence)
        .orElseGet(
            () -> "The database can be written from here (%d ms).".formatted(took.toMillis()));
  }
}
