package org.greenwave.simulator.simulation.world;

import java.util.HashSet;
import java.util.Set;

/**
 * A Directory server's part in the log: it promises itself to terms, accepts entries, and stands
 * for election when it has heard no leader for a while. It asks first whether it would be elected,
 * so that a server that was cut off does not disturb the others when it returns.
 */
public final class Voter {
  private static final long LEADER_RECENT_MILLIS = 250;

  private final Incarnation self;
  private final Machine machine;
  private final Set<String> votes = new HashSet<>();
  private long electionMillis;
  private long timerStartedAtMillis;
  private long leaderHeardAtMillis = -LEADER_RECENT_MILLIS;
  private long candidateTerm;
  private boolean asking;

  Voter(Incarnation self) {
    this.self = self;
    this.machine = self.machine();
  }

  void begin() {
    timerStartedAtMillis = machine.clockMillis();
    electionMillis = self.world().chance().electionMillis(machine.name());
  }

  void tick() {
    boolean waiting = machine.clockMillis() - timerStartedAtMillis <= electionMillis;
    if (!waiting && self.watch().flatMap(Watch::leadership).isEmpty()) {
      ask();
    }
  }

  private void ask() {
    begin();
    asking = true;
    votes.clear();
    votes.add(machine.name());
    candidateTerm = machine.disk().promisedTerm + 1;
    others(EventKind.WOULD_VOTE, (there, from) -> there.wouldVote(from, candidateTerm));
    elected();
  }

  /** Stands for election at once. */
  public void campaign() {
    begin();
    asking = false;
    votes.clear();
    votes.add(machine.name());
    candidateTerm = Math.max(candidateTerm, machine.disk().promisedTerm + 1);
    promise(candidateTerm);
    long term = candidateTerm;
    others(EventKind.VOTE, (there, from) -> there.vote(from, term));
    elected();
  }

  private interface Question {
    void ask(Voter there, String from);
  }

  private void others(EventKind kind, Question question) {
    String from = machine.name();
    for (String to : self.world().log().votersAt(self.applied())) {
      if (!to.equals(from)) {
        self.send(to, kind, there -> there.watch().ifPresent(w -> question.ask(w.voter(), from)));
      }
    }
  }

  private void wouldVote(String from, long term) {
    boolean leads = self.watch().flatMap(Watch::leadership).isPresent();
    boolean recent = machine.clockMillis() - leaderHeardAtMillis < LEADER_RECENT_MILLIS;
    if (!leads && !recent && term > machine.disk().promisedTerm) {
      reply(from, term, true);
    }
  }

  private void vote(String from, long term) {
    if (term > machine.disk().promisedTerm) {
      promise(term);
      begin();
      reply(from, term, false);
    }
  }

  private void reply(String to, long term, boolean onlyAsked) {
    String voter = machine.name();
    self.send(
        to,
        EventKind.VOTED,
        there -> there.watch().ifPresent(w -> w.voter().voted(voter, term, onlyAsked)));
  }

  private void voted(String voter, long term, boolean onlyAsked) {
    if (term == candidateTerm && onlyAsked == asking) {
      votes.add(voter);
      elected();
    }
  }

  private void elected() {
    if (!self.world().log().majority(votes) || candidateTerm == 0) {
      return;
    }
    if (asking) {
      if (candidateTerm > machine.disk().promisedTerm) {
        campaign();
      }
      return;
    }
    if (machine.disk().promisedTerm == candidateTerm) {
      long term = candidateTerm;
      candidateTerm = 0;
      self.world().log().elected(Set.copyOf(votes), term);
      self.watch().ifPresent(watch -> watch.leads(term));
    }
  }

  /** Will accept nothing from earlier terms any more; leads in none of them either. */
  private void promise(long term) {
    if (term > machine.disk().promisedTerm) {
      machine.disk().promisedTerm = term;
      self.watch().ifPresent(Watch::stepDown);
    }
  }

  /** An entry from a leader, or only its sign of life; the answer says whether it is accepted. */
  boolean accept(long term) {
    if (term < machine.disk().promisedTerm) {
      return false;
    }
    promise(term);
    leaderHeardAtMillis = machine.clockMillis();
    timerStartedAtMillis = leaderHeardAtMillis;
    return true;
  }

  void heardOfTerm(long term) {
    promise(term);
  }

  long promisedTerm() {
    return machine.disk().promisedTerm;
  }
}
