package org.greenwave.server.log;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Server;
import org.greenwave.directory.audit.Author;

/** The replicated log of the Directory, as one Directory server takes part in it. */
public interface ConsensusLog extends AutoCloseable {

  /** Hears what happens in the log. Called one at a time, in order; must return at once. */
  interface Listener {
    /** A change has been committed and accepted. */
    void applied(Directory directory, Change change, Stamp stamp);

    /** A whole Directory has been taken over, from disk or from the leader. */
    void replaced(Directory directory);

    /**
     * This server leads from now on, has applied everything that earlier leaders committed, and an
     * entry of its own term.
     *
     * @param inheritedLeaseMillis the longest lease that earlier leaders may have given
     */
    void leading(long term, long inheritedLeaseMillis);

    /** This server does not lead, or no more. */
    void following();

    /**
     * This server cannot go on with the others: an entry cannot be read ({@link
     * UnreadableEntryException}) or applied, or the log cannot be written any more, which a full
     * disk does. The engine would vote and store nothing more, and the server would not notice.
     */
    void broken(RuntimeException why);
  }

  /**
   * Proposes a change; only the leader's proposals are taken.
   *
   * @param author who asked for it; empty for what servers do by themselves
   * @return the outcome when the change has been committed and applied; fails with {@link
   *     NotLeadingException} when this server does not lead, and otherwise when the outcome is not
   *     known
   */
  CompletableFuture<Receipt> propose(Change change, Optional<Author> author);

  /** Proposes what servers do by themselves. */
  default CompletableFuture<Receipt> propose(Change change) {
    return propose(change, Optional.empty());
  }

  /** Proposes a barrier; done when it has been committed in the log by this server as leader. */
  CompletableFuture<Void> barrier(long longestLeaseMillis);

  /** The name of the leader as far as this server knows, empty when it knows none. */
  Optional<String> leader();

  /** The present term. */
  long term();

  /**
   * Calls an election because the leader's process is known to have ended, once it is this server's
   * turn; waits for that. Safe at any time: a wrong guess costs one needless election.
   *
   * @param candidates the names of all who may lead next, in the order in which equals stand
   */
  void leaderEnded(String leader, List<String> candidates);

  /**
   * The ids of those who vote, see {@link Voter}; of the old and of the new ones while that is
   * being changed.
   */
  Set<String> voters();

  /**
   * A Directory server says where it is now, and which run of it; if it has a vote, it is called
   * there. By one thread only.
   */
  void heard(Server server, String incarnation);

  /** The names of the voters that are heard, but whose logs this server does not reach. */
  Set<String> absent();

  /** Gives a Directory server a vote; this server must lead. */
  CompletableFuture<Void> admit(Server server);

  /** Takes a voter's vote away; this server must lead, and cannot be the one. */
  CompletableFuture<Void> expel(String voter);

  /**
   * Lets another Directory server lead; this server must lead.
   *
   * @param limitMillis for how long nothing else is taken, if the other does not lead before
   */
  CompletableFuture<Void> handLeadershipTo(Server next, long limitMillis);

  @Override
  void close();
}
