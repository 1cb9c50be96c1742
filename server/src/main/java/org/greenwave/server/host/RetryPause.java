package org.greenwave.server.host;

import org.greenwave.directory.hosting.Backoff;

/**
 * How long a role that has failed is left alone before it is tried again: longer each time that the
 * role itself was the cause, so that its failures do not fill the history of the whole system.
 */
final class RetryPause {
  private static final Backoff BACKOFF = new Backoff(2_000, 30_000);

  private int inARow;

  /** The role has failed. */
  long millis(boolean byItsOwnFault) {
    return BACKOFF.millis(byItsOwnFault ? inARow++ : 0);
  }

  /** The role works, or was changed. */
  void forget() {
    inARow = 0;
  }
}
