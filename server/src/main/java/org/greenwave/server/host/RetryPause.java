package org.greenwave.server.host;

/**
 * How long a role that has failed is left alone before it is tried again: longer each time that the
 * role itself was the cause, so that its failures do not fill the history of the whole system.
 */
final class RetryPause {
  private static final long SHORTEST_MILLIS = 2_000;
  private static final long LONGEST_MILLIS = 30_000;
  private static final int DOUBLINGS = 4;

  private int inARow;

  /** The role has failed. */
  long millis(boolean byItsOwnFault) {
    if (!byItsOwnFault) {
      return SHORTEST_MILLIS;
    }
    long pause = SHORTEST_MILLIS << Math.min(DOUBLINGS, inARow);
    inARow++;
    return Math.min(pause, LONGEST_MILLIS);
  }

  /** The role works, or was changed. */
  void forget() {
    inARow = 0;
  }
}
