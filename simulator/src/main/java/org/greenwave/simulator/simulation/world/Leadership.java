package org.greenwave.simulator.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Attention;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Failover;
import org.greenwave.directory.failover.Guarding;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Leases;
import org.greenwave.directory.failover.Sealing;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.upgrade.Raising;
import org.greenwave.simulator.simulation.world.ReplicatedLog.Content;
import org.greenwave.simulator.simulation.world.ReplicatedLog.Proposal;

/**
 * One server's leadership in one term, as it believes it: a deposed leader that nobody has told
 * goes on. It decides, proposes, publishes, and answers beats after a barrier.
 */
public final class Leadership {
  private static final long HAND_ON_PAUSE_MILLIS = 5_000;

  private final Incarnation self;
  private final Watch watch;
  private final World world;
  private final long term;
  private final long electedAtMillis;
  private final List<Proposal> open = new ArrayList<>();
  private final Map<Proposal, Consumer<Long>> then = new HashMap<>();
  private final Map<String, Change> deciding = new HashMap<>();
  private final Set<Change> recording = new HashSet<>();
  private List<Beat> waiting = new ArrayList<>();
  private boolean barrierRaised;
  private boolean ready;
  private long handOnAtMillis;
  private Attention attention;

  Leadership(Incarnation self, Watch watch, long term) {
    this.self = self;
    this.watch = watch;
    this.world = self.world();
    this.term = term;
    this.electedAtMillis = self.machine().clockMillis();
    this.attention = Attention.since(electedAtMillis);
  }

  void begin() {
    long inherited = world.log().leaseAt(world.log().last());
    propose(
        new Content.Barrier(inherited),
        _ -> {
          ready = true;
          watch.leadingFrom(term, inherited, electedAtMillis);
          world.witnesses().forEach(witness -> witness.leads(self.machine().name(), term));
          decide();
        });
  }

  /** What was on its way may still be handed to the next leader by an unknowing client. */
  void ended() {
    for (Proposal proposal : open) {
      if (proposal.content instanceof Content.Changed(Change change) && world.chance().forwards()) {
        self.later(
            400,
            EventKind.FORWARD,
            () -> world.leader().ifPresent(leader -> leader.submit(change, _ -> {})));
      }
    }
  }

  void tick() {
    open.forEach(this::offer);
    publish();
    decide();
    handOn();
  }

  private void handOn() {
    if (ready && self.machine().clockMillis() >= handOnAtMillis) {
      Leading.successor(watch.situation(), _ -> true).ifPresent(this::handOnTo);
    }
  }

  /** Lets another server stand for election at once. */
  public void handOnTo(String server) {
    handOnAtMillis = self.machine().clockMillis() + HAND_ON_PAUSE_MILLIS;
    self.send(
        server, EventKind.HAND_ON, there -> there.watch().ifPresent(w -> w.voter().campaign()));
  }

  /** A client's change; told of the index of the committed entry. */
  public void submit(Change change, Consumer<Long> committed) {
    if (world.has(Bug.ACKNOWLEDGED_BEFORE_COMMIT)) {
      committed.accept(world.log().last() + 1);
      propose(new Content.Changed(change), _ -> {});
      return;
    }
    propose(new Content.Changed(change), committed);
  }

  private void propose(Content content, Consumer<Long> committed) {
    Proposal proposal = world.log().propose(term, content);
    open.add(proposal);
    then.put(proposal, committed);
    offer(proposal);
  }

  private void offer(Proposal proposal) {
    for (String to : world.log().votersAt(self.applied())) {
      if (!proposal.acknowledged.contains(to)) {
        self.send(
            to,
            EventKind.APPEND,
            there -> there.watch().ifPresent(w -> received(there, w.voter(), proposal)));
      }
    }
  }

  private void received(Incarnation there, Voter voter, Proposal proposal) {
    if (!voter.accept(term)) {
      answer(there, proposal, false);
      return;
    }
    String name = there.machine().name();
    there
        .machine()
        .disk()
        .write(
            there, () -> world.log().accepted(proposal, name), () -> answer(there, proposal, true));
  }

  private void answer(Incarnation there, Proposal proposal, boolean accepted) {
    String name = there.machine().name();
    long promised = there.machine().disk().promisedTerm;
    there.send(
        self.machine().name(),
        EventKind.APPENDED,
        back -> {
          if (back == self && goesOn()) {
            acknowledged(proposal, name, accepted, promised);
          }
        });
  }

  /** Whether this server has not led, or begun to follow, in a later term since. */
  private boolean goesOn() {
    return watch.leadership().filter(present -> present == this).isPresent();
  }

  private void acknowledged(Proposal proposal, String by, boolean accepted, long promised) {
    if (!accepted) {
      watch.voter().heardOfTerm(promised);
      return;
    }
    proposal.acknowledged.add(by);
    if (proposal.index > 0
        && world.log().majority(proposal.acknowledged)
        && open.remove(proposal)) {
      self.published(proposal.index);
      Consumer<Long> continuation = then.remove(proposal);
      if (continuation != null) {
        continuation.accept(proposal.index);
      }
      publish();
    }
  }

  private void publish() {
    long index = self.applied();
    long mine = term;
    for (String to : self.directory().servers().keySet()) {
      if (!to.equals(self.machine().name())) {
        self.send(
            to,
            EventKind.PUBLISH,
            there -> {
              there.watch().ifPresent(w -> w.voter().accept(mine));
              there.published(index);
            });
      }
    }
  }

  void heard(Beat beat) {
    announce(beat);
    if (answersAtOnce(beat)) {
      answer(List.of(beat), Long.MAX_VALUE);
    } else {
      waiting.add(beat);
      raiseBarrier();
    }
    decide();
  }

  /** Records what software a server has now; what a former run of it sent tells nothing. */
  private void announce(Beat beat) {
    Machine machine = world.machine(beat.server());
    Server recorded = self.directory().servers().get(beat.server());
    boolean present =
        machine.incarnation().filter(run -> run.id().equals(beat.incarnation())).isPresent();
    if (!ready || !present || recorded == null) {
      return;
    }
    Server now = recorded.with(beat.release(), machine.levels());
    Change announced = new Change.ServerAnnounced(now);
    if (!now.equals(recorded) && recording.add(announced)) {
      submit(announced, _ -> recording.remove(announced));
    }
  }

  private boolean answersAtOnce(Beat beat) {
    boolean own = beat.server().equals(self.machine().name());
    return world.has(Bug.NO_BARRIER) || (own && world.has(Bug.OWN_BEATS_WITHOUT_BARRIER));
  }

  /** One barrier serves all beats that have come before it was proposed. */
  private void raiseBarrier() {
    if (barrierRaised || waiting.isEmpty() || !ready) {
      return;
    }
    List<Beat> served = waiting;
    waiting = new ArrayList<>();
    long now = self.machine().clockMillis();
    long longest = watch.situation().sightings().longestLeaseMillis(served, now);
    barrierRaised = true;
    propose(
        new Content.Barrier(longest),
        _ -> {
          barrierRaised = false;
          answer(served, longest);
          raiseBarrier();
        });
  }

  private void answer(List<Beat> beats, long toldMillis) {
    for (Beat beat : beats) {
      long lease = Leases.answer(beat, watch.situation(), undecided(), toldMillis);
      if (lease == 0) {
        continue;
      }
      watch.gaveLease(beat.server(), lease);
      long index = self.applied();
      self.send(
          beat.server(),
          EventKind.ANSWER,
          there -> there.answered(beat.incarnation(), beat.sequence(), lease, index));
    }
  }

  private Set<String> undecided() {
    return world.has(Bug.ANSWERED_WHILE_DECIDING) ? Set.of() : deciding.keySet();
  }

  void decide() {
    attention = attention.look(self.machine().clockMillis(), self.directory().timings());
    if (!ready || !(attention.judges() || world.has(Bug.SLEEP_TAKEN_FOR_SILENCE))) {
      return;
    }
    Situation situation = watch.situation();
    if (recording.isEmpty()) {
      Guarding.ending(situation)
          .ifPresent(ending -> {
            recording.add(ending);
            submit(ending, _ -> recording.remove(ending));
          });
      Raising.decide(situation)
          .change()
          .ifPresent(rise -> {
            recording.add(rise);
            submit(rise, _ -> recording.remove(rise));
          });
    }
    Sealing.sealed(situation)
        .filter(recording::add)
        .ifPresent(sealed -> submit(sealed, _ -> recording.remove(sealed)));
    for (Decision decision : Misjudging.decide(world, situation)) {
      if (deciding.containsKey(decision.role())) {
        continue;
      }
      world.witnesses().forEach(witness -> witness.decided(this, situation, decision));
      decision.change().ifPresent(change -> carryOut(decision.role(), change));
    }
  }

  /** Proposes a decision; it stays on its way until it has been applied or refused. */
  public void carryOut(String role, Change change) {
    deciding.put(role, change);
    submit(change, _ -> deciding.remove(role, change));
  }

  /** What it says of a role now, and why. */
  public String says(String role) {
    return Failover.decide(watch.situation()).stream()
        .filter(decision -> decision.role().equals(role))
        .map(decision -> decision.reason().sentence())
        .findFirst()
        .orElse("");
  }

  /** The situation as this leader sees it. */
  public Situation situation() {
    return watch.situation();
  }

  /** Whether it has applied an entry of its own term. */
  public boolean ready() {
    return ready;
  }

  public Incarnation self() {
    return self;
  }

  public long term() {
    return term;
  }
}
