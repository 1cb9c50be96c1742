package org.greenwave.simulator.simulation.world;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Timing;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.directory.failover.Situation;
import org.jspecify.annotations.Nullable;

/** What a Directory server does beside hosting: it watches all servers, votes, and may lead. */
public final class Watch {
  private final Incarnation self;
  private final Voter voter;
  private final Map<String, String> connected = new HashMap<>();
  private final Map<String, String> gone = new HashMap<>();
  private Sightings sightings;
  private @Nullable Leadership leadership;

  Watch(Incarnation self) {
    this.self = self;
    this.voter = new Voter(self);
    this.sightings =
        Sightings.none(
            self.machine().name(), self.machine().clockMillis(), timings(self.world().timings()));
  }

  private Timings timings(Timings set) {
    return self.world().has(Bug.FORCE_OPTION_FLAPS)
        ? Timing.changed(set, Map.of("failBackMillis", 0L))
        : set;
  }

  void begin() {
    voter.begin();
  }

  void tick() {
    self.world().machines().forEach(this::probe);
    voter.tick();
    leadership().ifPresent(Leadership::tick);
  }

  /** The death-watch connection to a server: kept up while both live, refused when one has died. */
  private void probe(Machine machine) {
    String name = machine.name();
    if (self.world().has(Bug.CUT_TAKEN_FOR_DEATH) && connected.containsKey(name)) {
      takeForDead(machine, connected.get(name));
    }
    if (!machine.powered() || !self.world().network().joined(self.machine().name(), name)) {
      return;
    }
    Optional<Incarnation> there = machine.incarnation();
    String known = connected.get(name);
    if (known != null && there.map(Incarnation::id).filter(known::equals).isEmpty()) {
      sawEnd(name, known);
    }
    there.ifPresent(incarnation -> connected.put(name, incarnation.id()));
  }

  private void takeForDead(Machine machine, String incarnation) {
    if (!self.world().network().joined(self.machine().name(), machine.name())) {
      sawEnd(machine.name(), incarnation);
    }
  }

  private void sawEnd(String server, String incarnation) {
    if (!incarnation.equals(gone.put(server, incarnation))) {
      self.beatSoon();
    }
  }

  /** A process has ended: everyone who has a connection to it sees that. */
  static void ended(World world, Machine machine, String incarnation) {
    for (Machine other : world.machines()) {
      if (world.network().joined(other.name(), machine.name())) {
        other.receive(
            there -> there.watch().ifPresent(watch -> watch.lost(machine.name(), incarnation)));
      }
    }
  }

  /** A firewall refuses one server's watch of another in its stead. */
  public static void deceived(Machine watcher, Machine watched) {
    watched
        .incarnation()
        .map(Incarnation::id)
        .ifPresent(run ->
            watcher.receive(
                there -> there.watch().ifPresent(watch -> watch.lost(watched.name(), run))));
  }

  private void lost(String server, String incarnation) {
    if (incarnation.equals(connected.get(server))) {
      sawEnd(server, incarnation);
    }
  }

  void heard(Beat beat) {
    sightings = sightings.heard(beat, self.machine().clockMillis());
    leadership().ifPresent(leading -> leading.heard(beat));
  }

  void applied(ReplicatedLog.Entry entry) {
    if (entry.outcome().isEmpty()) {
      return;
    }
    sightings =
        sightings
            .timed(timings(entry.directory().timings()))
            .learned(entry.before(), entry.directory(), self.machine().clockMillis());
  }

  void leads(long term) {
    leadership = new Leadership(self, this, term);
    leadership.begin();
  }

  /** Another leads in a higher term. */
  void stepDown() {
    Leadership before = leadership;
    leadership = null;
    if (before != null) {
      before.ended();
    }
  }

  void leadingFrom(long term, long inheritedMillis, long clockMillis) {
    long waits = self.world().has(Bug.NEW_LEADER_DOES_NOT_WAIT) ? -60_000 : inheritedMillis;
    sightings = sightings.leading(term, waits, clockMillis);
  }

  void gaveLease(String server, long leaseMillis) {
    sightings = sightings.answered(server, leaseMillis, self.machine().clockMillis());
  }

  /** Everything that a decision is based on, as this server sees it now. */
  public Situation situation() {
    Instant at = self.machine().clocks().wall();
    return new Situation(self.directory(), sightings, self.machine().clockMillis(), at);
  }

  Map<String, String> gone() {
    return gone;
  }

  /** The part of it that votes. */
  public Voter voter() {
    return voter;
  }

  /** Its leadership, if it believes to lead. */
  public Optional<Leadership> leadership() {
    return Optional.ofNullable(leadership);
  }
}
