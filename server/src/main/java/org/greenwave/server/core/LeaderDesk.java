package org.greenwave.server.core;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Timings;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.failover.Attention;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Failover;
import org.greenwave.directory.failover.Guarding;
import org.greenwave.directory.failover.Leases;
import org.greenwave.directory.failover.Sealing;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.upgrade.Raising;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.wire.WireMessage.Answered;
import org.greenwave.server.wire.WireMessage.BeatSent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where beats come in, are answered, and turn into decisions. Every Directory server keeps its
 * sightings up; only the leader answers with leases and proposes.
 */
final class LeaderDesk {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderDesk.class);

  /** How close together barriers may be; all beats that come meanwhile share the next one. */
  private static final long BARRIER_GAP_MILLIS = 20;

  private static final long TICK_MILLIS = 50;

  /** How much longer it rests than it has looked. */
  private static final long RESTS = 4;

  /**
   * A beat that comes when a barrier has taken so long is answered without a lease: whoever is not
   * answered at all takes the connection for dead, and is not heard until it has made a new one.
   */
  private static final long SLOW_BARRIER_MILLIS = 1_000;

  private final Identity identity;
  private final Loop loop;
  private final InstantSource clock;
  private final View view;
  private final ConsensusLog log;
  private final Set<String> inFlight = new HashSet<>();
  private final Set<Change> recording = new HashSet<>();
  private final Map<String, Reason> reasons = new ConcurrentHashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private List<Waiting> waiting = new ArrayList<>();

  /** The beats that the latest barrier was for. */
  private List<Waiting> raised = List.of();

  private boolean resting;
  private boolean barrierInFlight;
  private long barrierSinceMillis;
  private volatile boolean leading;
  private volatile Sightings sightings;
  private Attention attention;

  /** A beat that waits for a barrier. */
  private record Waiting(Beat beat, Consumer<Answered> reply) {}

  LeaderDesk(Identity identity, Loop loop, InstantSource clock, View view, ConsensusLog log) {
    this.identity = identity;
    this.loop = loop;
    this.clock = clock;
    this.view = view;
    this.log = log;
    sightings = Sightings.none(identity.name(), loop.nowMillis(), Timings.DEFAULT);
    attention = Attention.since(loop.nowMillis());
    // Before the loop is opened nobody sleeps.
    loop.post(() -> attention = Attention.since(loop.nowMillis()));
    loop.every(TICK_MILLIS, this::decide);
  }

  /** What this server last saw of all others. */
  Sightings sightings() {
    return sightings;
  }

  boolean leading() {
    return leading;
  }

  /** Everything that a decision taken now would be based on. */
  Situation situation() {
    return new Situation(view.directory(), sightings, loop.nowMillis(), clock.instant());
  }

  void lead(long term, long inheritedLeaseMillis) {
    leading = true;
    sightings = sightings.leading(term, inheritedLeaseMillis, loop.nowMillis());
    LOG.info("{} leads the Directory in term {}.", identity.name(), term);
    decide();
  }

  void follow() {
    if (leading) {
      LOG.info("{} does not lead the Directory any more.", identity.name());
    }
    leading = false;
    barrierInFlight = false;
    inFlight.clear();
    recording.clear();
    reasons.clear();
    waiting.forEach(beat -> beat.reply().accept(noLease(beat.beat())));
    waiting = new ArrayList<>();
    raised = List.of();
  }

  /** A beat has arrived, from another server or from this one. */
  void received(BeatSent sent, Consumer<Answered> reply) {
    Beat beat = sent.beat();
    sightings = sightings.heard(beat, loop.nowMillis());
    versions.put(beat.server(), sent.version());
    boolean slow = barrierIsSlow();
    if (leading) {
      // As many as there are servers, however long the disk hangs.
      waiting.removeIf(earlier -> slow && earlier.beat().server().equals(beat.server()));
      waiting.add(new Waiting(beat, reply));
      raiseBarrier();
      decide();
    }
    if (!leading || slow) {
      reply.accept(noLease(beat));
    }
  }

  private boolean barrierIsSlow() {
    return barrierInFlight && loop.nowMillis() - barrierSinceMillis > SLOW_BARRIER_MILLIS;
  }

  private void raiseBarrier() {
    if (barrierInFlight || waiting.isEmpty()) {
      return;
    }
    barrierInFlight = true;
    barrierSinceMillis = loop.nowMillis();
    List<Waiting> batch = waiting;
    raised = batch;
    waiting = new ArrayList<>();
    long term = sightings.term();
    long toldMillis = longestLeaseMillis();
    log.barrier(toldMillis)
        .whenComplete(
            (_, failure) -> loop.post(() -> passed(batch, term, failure == null ? toldMillis : 0)));
  }

  /** Of the leases that run, and of those that are given once the barrier has passed. */
  private long longestLeaseMillis() {
    return sightings.longestLeaseMillis(
        raised.stream().map(Waiting::beat).toList(), loop.nowMillis());
  }

  /** A barrier has told the log of leases up to a length; of none when it has failed. */
  private void passed(List<Waiting> batch, long term, long toldMillis) {
    boolean still = leading && sightings.term() == term;
    if (still) {
      loop.after(
          BARRIER_GAP_MILLIS,
          () -> {
            barrierInFlight = false;
            raiseBarrier();
          });
    }
    batch.forEach(beat ->
        beat.reply().accept(still ? answer(beat.beat(), toldMillis) : noLease(beat.beat())));
  }

  private Answered answer(Beat beat, long toldMillis) {
    boolean present =
        sightings
            .of(beat.server())
            .filter(seen -> seen.incarnation().equals(beat.incarnation()))
            .isPresent();
    if (!present) {
      return noLease(beat);
    }
    long lease = Leases.answer(beat, situation(), inFlight, toldMillis);
    if (lease == 0) {
      return noLease(beat);
    }
    sightings = sightings.answered(beat.server(), lease, loop.nowMillis());
    return new Answered(
        beat.incarnation(), beat.sequence(), lease, view.directory().version(), identity.name());
  }

  private Answered noLease(Beat beat) {
    return new Answered(beat.incarnation(), beat.sequence(), 0, 0, log.leader().orElse(""));
  }

  /**
   * Which Directory servers take no part in agreeing on the Directory, as far as this one knows.
   */
  void lacking(Set<String> absent) {
    if (!absent.equals(sightings.absent())) {
      LOG.info("Directory servers that take no part: {}.", absent.isEmpty() ? "none" : absent);
      sightings = sightings.lacking(absent);
    }
  }

  /** The version of the Directory that a server said it has. */
  long versionSeenBy(String server) {
    return versions.getOrDefault(server, 0L);
  }

  /**
   * Looks at all roles and proposes what the rules say: at once, or after a rest that is in
   * proportion to what the last look took. Beats come ever more often the more servers there are,
   * and must find time to be read.
   */
  void decide() {
    boolean attentive = attentive();
    if (!leading || !attentive || resting) {
      return;
    }
    long beganNanos = System.nanoTime();
    look();
    long restMillis = TimeUnit.NANOSECONDS.toMillis(RESTS * (System.nanoTime() - beganNanos));
    if (restMillis > 0) {
      resting = true;
      loop.after(restMillis, this::rested);
    }
  }

  private void rested() {
    resting = false;
    decide();
  }

  private void look() {
    Situation situation = situation();
    if (recording.isEmpty()) {
      Guarding.ending(situation).ifPresent(this::record);
      Raising.decide(situation).change().ifPresent(this::record);
      Sealing.sealed(situation).ifPresent(this::record);
    }
    for (Decision decision : Failover.decide(situation)) {
      note(decision);
      decision
          .change()
          .filter(_ -> !inFlight.contains(decision.role()))
          .ifPresent(change -> propose(decision.role(), change, Optional.empty()));
    }
  }

  /**
   * Whether this server has not just woken up, and may have been deaf: also before it leads, for a
   * leader that sleeps may be deposed and elected anew as soon as it wakes up.
   */
  private boolean attentive() {
    Attention before = attention;
    attention = before.look(loop.nowMillis(), sightings.timings());
    if (leading && before.judges() && !attention.judges()) {
      LOG.warn(
          "{} was not awake for {} ms; it hears everybody out before it decides.",
          identity.name(),
          attention.lookedAtMillis() - before.lookedAtMillis());
    }
    return attention.judges();
  }

  /** Facts are recorded once; said again, they change nothing. */
  private void record(Change fact) {
    if (recording.add(fact)) {
      log.propose(fact).whenComplete((_, _) -> loop.post(() -> recording.remove(fact)));
    }
  }

  private void note(Decision decision) {
    Reason before = reasons.put(decision.role(), decision.reason());
    if (before == null || !before.getClass().equals(decision.reason().getClass())) {
      LOG.info("{}: {}", decision.role(), decision.reason().sentence());
    }
  }

  /** Proposes a decision about a role, one at a time. */
  CompletableFuture<Receipt> propose(String role, Change change, Optional<Author> author) {
    inFlight.add(role);
    long term = sightings.term();
    CompletableFuture<Receipt> receipt = log.propose(change, author);
    receipt.whenComplete((done, failure) -> loop.post(() -> landed(role, term, done, failure)));
    return receipt;
  }

  private void landed(
      String role, long term, @Nullable Receipt receipt, @Nullable Throwable failure) {
    if (sightings.term() != term) {
      return;
    }
    if (failure != null) {
      LOG.info("{}: whether the decision was taken is not known: {}", role, failure.getMessage());
      settle(role, term);
      return;
    }
    inFlight.remove(role);
    if (receipt != null && !receipt.accepted()) {
      LOG.info("{}: {}", role, receipt.refusals().getFirst().sentence());
    }
  }

  /**
   * A decision whose outcome is not known may still be applied, so the host gets no lease until an
   * entry proposed after it has been (rule 4).
   */
  private void settle(String role, long term) {
    if (!leading || sightings.term() != term) {
      return;
    }
    log.barrier(longestLeaseMillis())
        .whenComplete((_, failure) ->
            loop.post(() -> {
              if (failure == null) {
                inFlight.remove(role);
              } else {
                loop.after(TICK_MILLIS, () -> settle(role, term));
              }
            }));
  }

  /** The Directory has changed: what was in flight has landed, and who hosts may be new. */
  void changed(Directory before, Directory after) {
    sightings = sightings.timed(after.timings()).learned(before, after, loop.nowMillis());
    loop.post(this::decide);
  }

  /** The reason of the latest decision about a role, as the leader sees it. */
  Optional<Reason> reason(String role) {
    return Optional.ofNullable(reasons.get(role));
  }
}
