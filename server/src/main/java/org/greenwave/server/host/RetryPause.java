package org.greenwave.server.host;

import org.greenwave.directory.hosting.Backoff;

/**
 * How long a role that has failed is left alone before it is tried again: longer each time that the
 * role itself was the cause, or that a grant came to nothing again and again, so that its failures
 * do not fill the history of the whole system.
 */
final class RetryPause {
  private static final Backoff BACKOFF = new Backoff(2_000, 30_000);

  /** So many grants may come to nothing by what may pass, before it is taken for what will not. */
  private static final int EXCUSED = 2;

  private int inARow;
  private int grantsSpent;

  /**
   * The role has failed.
   *
   * @param byItsOwnFault whether waiting alone does not mend it
   * @param granted whether a grant came to nothing by that
   */
  long millis(boolean byItsOwnFault, boolean granted) {
    grantsSpent += granted ? 1 : 0;
    boolean seldomer = byItsOwnFault || (granted && grantsSpent > EXCUSED);
    return BACKOFF.millis(seldomer ? inARow++ : 0);
  }

  /** The role works, or was changed. */
  void forget() {
    inARow = 0;
    grantsSpent = 0;
  }
}
