package org.greenwave.server.log;

import java.time.Instant;
import org.greenwave.directory.Change;

/** An entry of the replicated log. */
public sealed interface LogCommand {
  /**
   * A change to be applied to the Directory.
   *
   * @param at the proposer's wall clock, for people only
   */
  record Propose(Instant at, Change change) implements LogCommand {}

  /**
   * Changes nothing. Once committed, it proves that its proposer was still the leader after it was
   * proposed, and so licenses the answers to the beats that waited for it (rule 4).
   *
   * @param longestLeaseMillis the longest lease that those answers give; from the log a later
   *     leader knows how long it has to wait
   */
  record Barrier(long longestLeaseMillis) implements LogCommand {}
}
