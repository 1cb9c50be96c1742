package org.greenwave.server.log;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.audit.Author;

/** An entry of the replicated log. */
public sealed interface LogCommand {
  /**
   * A change to be applied to the Directory.
   *
   * @param at the proposer's wall clock, for people only
   * @param author who asked for it; empty for what servers do by themselves
   */
  record Propose(Instant at, Change change, Optional<Author> author) implements LogCommand {
    public Propose {
      author = Objects.requireNonNullElse(author, Optional.empty());
    }
  }

  /**
   * Changes nothing. Once committed, it proves that its proposer was still the leader after it was
   * proposed, and so licenses the answers to the beats that waited for it (rule 4).
   *
   * @param longestLeaseMillis the longest lease that those answers give; from the log a later
   *     leader knows how long it has to wait
   */
  record Barrier(long longestLeaseMillis) implements LogCommand {}
}
