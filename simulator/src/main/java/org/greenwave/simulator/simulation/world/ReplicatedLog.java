package org.greenwave.simulator.simulation.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Outcome;

/**
 * The replicated log, in the abstract: an entry is committed when a majority of the Directory
 * servers has accepted it before promising itself to a later term. Votes carry what their voters
 * have accepted, so that a new leader knows every committed entry.
 */
public final class ReplicatedLog {
  /** What an entry holds. */
  public sealed interface Content {
    /** A change to the Directory. */
    record Changed(Change change) implements Content {}

    /**
     * Proof that its proposer was still leader when it was proposed.
     *
     * @param leaseMillis the longest lease that may be running when the waiting beats are answered
     */
    record Barrier(long leaseMillis) implements Content {}
  }

  /**
   * A committed entry.
   *
   * @param outcome what became of a change; empty for a barrier
   * @param directory the Directory after it
   * @param voters its Directory servers
   */
  public record Entry(
      long index,
      long term,
      Content content,
      Optional<Outcome> outcome,
      Directory before,
      Directory directory,
      List<String> voters,
      long leaseMillis) {}

  /** An entry on its way. */
  static final class Proposal {
    final long term;
    final Content content;
    final Set<String> accepted = new HashSet<>();
    final Set<String> acknowledged = new HashSet<>();
    long index;
    boolean dropped;

    Proposal(long term, Content content) {
      this.term = term;
      this.content = content;
    }
  }

  private final World world;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Proposal> open = new ArrayList<>();
  private long electedTerm;

  ReplicatedLog(World world) {
    this.world = world;
  }

  /** The index of the last committed entry. */
  public long last() {
    return entries.size();
  }

  /** A committed entry; indexes begin with 1. */
  public Entry entry(long index) {
    return entries.get((int) index - 1);
  }

  /** The Directory after an entry. */
  public Directory directoryAt(long index) {
    return index == 0 ? Directory.empty() : entry(index).directory();
  }

  /** How long the longest lease may run, margin included, that was given by an entry. */
  public long leaseAt(long index) {
    return index == 0 ? 0 : entry(index).leaseMillis();
  }

  /** The Directory servers after an entry. */
  List<String> votersAt(long index) {
    return index == 0 ? List.of() : entry(index).voters();
  }

  /** Whether these are more than half of the Directory servers. */
  boolean majority(Set<String> servers) {
    List<String> voters = votersAt(last());
    int among = 0;
    for (String voter : voters) {
      among += servers.contains(voter) ? 1 : 0;
    }
    return 2 * among > voters.size();
  }

  Proposal propose(long term, Content content) {
    Proposal proposal = new Proposal(term, content);
    open.add(proposal);
    return proposal;
  }

  void accepted(Proposal proposal, String server) {
    if (proposal.dropped || !proposal.accepted.add(server)) {
      return;
    }
    if (proposal.index == 0 && majority(proposal.accepted)) {
      commit(proposal);
    }
  }

  /**
   * A leader was elected: what its voters have accepted of the term before lives on, the rest never
   * will. An entry that a deposed leader has kept to itself since an earlier election is no
   * voter's.
   */
  void elected(Set<String> voters, long term) {
    for (Proposal proposal : List.copyOf(open)) {
      if (proposal.term >= term) {
        continue;
      }
      boolean known = proposal.accepted.stream().anyMatch(voters::contains);
      if (known && proposal.term == electedTerm) {
        commit(proposal);
      } else {
        proposal.dropped = true;
        open.remove(proposal);
      }
    }
    electedTerm = Math.max(electedTerm, term);
  }

  /** An entry from before the world began. */
  public void genesis(Change change) {
    commit(new Proposal(0, new Content.Changed(change)));
  }

  private void commit(Proposal proposal) {
    Directory before = directoryAt(last());
    Optional<Outcome> outcome = outcome(proposal, before);
    Directory after =
        outcome.isPresent() && outcome.get() instanceof Outcome.Accepted(Directory changed)
            ? changed
            : before;
    proposal.index = last() + 1;
    open.remove(proposal);
    long lease =
        proposal.content instanceof Content.Barrier(long millis) ? millis : leaseAt(last());
    List<String> voters = outcome.isEmpty() ? votersAt(last()) : after.directoryServers();
    Entry entry =
        new Entry(
            last() + 1, proposal.term, proposal.content, outcome, before, after, voters, lease);
    entries.add(entry);
    world.witnesses().forEach(witness -> witness.committed(entry));
  }

  private Optional<Outcome> outcome(Proposal proposal, Directory before) {
    if (!(proposal.content instanceof Content.Changed(Change change))) {
      return Optional.empty();
    }
    long term =
        world.has(Bug.GRANT_IN_LATER_TERM) && change instanceof Change.GrantIssued issued
            ? issued.grant().term()
            : proposal.term;
    Instant at = world.wallClock();
    return Optional.of(before.apply(change, new Directory.Stamp(at, term)));
  }
}
