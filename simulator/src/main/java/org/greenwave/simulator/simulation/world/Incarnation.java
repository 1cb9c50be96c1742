package org.greenwave.simulator.simulation.world;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Leaving;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostLease;
import org.jspecify.annotations.Nullable;

/** One run of a server's process: the shell around the pure rules. All of it ends with it. */
public final class Incarnation {
  private static final long TICK_MILLIS = 100;
  private static final long PROBE_MILLIS = 500;
  private static final int LATENESS_BEATS = 64;
  private static final long LOOK_MILLIS = 5;

  /** An answered beat whose lease is not counted yet. */
  private record Answer(long sequence, long leaseMillis, long index) {}

  private final Machine machine;
  private final World world;
  private final String id;
  private final long begunMillis;
  private final @Nullable Watch watch;
  private final SortedMap<String, RoleHost> hosts = new TreeMap<>();
  private final Map<Long, Long> sentAt = new HashMap<>();
  private HostLease lease = HostLease.NONE;
  private long leaseSentMillis;
  private @Nullable Answer early;
  private long applied;
  private long sequence;
  private boolean databaseWritable;
  private boolean beatDue;
  private boolean leaving;
  private final long[] lateness = new long[LATENESS_BEATS];

  Incarnation(Machine machine, String id) {
    this.machine = machine;
    this.world = machine.world();
    this.id = id;
    this.begunMillis = world.agenda().nowMillis();
    this.applied = machine.disk().saved();
    this.watch = machine.directory() ? new Watch(this) : null;
  }

  void begin() {
    if (watch != null) {
      watch.begin();
    }
    beatOnTime(directory().timings().beatMillis());
    every(TICK_MILLIS, EventKind.TICK, this::tick);
    every(PROBE_MILLIS, EventKind.PROBE, this::probe);
    probe();
    advance();
  }

  private void beatOnTime(long inMillis) {
    long dueMillis = machine.clockMillis() + inMillis;
    later(
        inMillis + machine.starvedMillis(),
        EventKind.BEAT,
        () -> {
          long now = machine.clockMillis();
          lateness[(int) (sequence % LATENESS_BEATS)] = Math.max(0, now - dueMillis);
          beat();
          long next = Math.max(dueMillis + directory().timings().beatMillis(), now);
          beatOnTime(next - now);
        });
  }

  /** The worst of its latest beats, as it has seen for itself or has been told to say. */
  private long latenessMillis() {
    return Math.max(machine.latenessMillis, Arrays.stream(lateness).max().orElse(0));
  }

  private void tick() {
    if (watch != null) {
      watch.tick();
    }
    hosts.values().forEach(RoleHost::work);
  }

  private void probe() {
    this.<Boolean>ask(
        (_, reply) -> reply.accept(true),
        PROBE_MILLIS - 1,
        answer -> {
          boolean writable = answer.isPresent();
          if (writable != databaseWritable) {
            databaseWritable = writable;
            beatSoon();
          }
        });
  }

  /** Whether its latest write probe of the role database has succeeded. */
  boolean reachesDatabase() {
    return databaseWritable;
  }

  /** Sends a beat now, and one to whom it may concern soon when more news comes at once. */
  void beatSoon() {
    if (!beatDue) {
      beatDue = true;
      later(
          machine.starvedMillis(),
          EventKind.BEAT,
          () -> {
            beatDue = false;
            beat();
          });
    }
  }

  private void beat() {
    sequence++;
    sentAt.put(sequence, machine.clockMillis());
    sentAt.remove(sequence - 200);
    Map<String, RoleReport> reports = new TreeMap<>();
    hosts.forEach((role, host) -> reports.put(role, host.report(databaseWritable)));
    Beat beat =
        new Beat(
                machine.name(),
                id,
                sequence,
                latenessMillis(),
                machine.release(),
                machine.plugins(),
                reports,
                watch == null ? Map.of() : watch.gone())
            .leaving(leaving);
    for (String to : world.log().votersAt(applied)) {
      send(to, EventKind.BEAT, receiver -> receiver.watch().ifPresent(there -> there.heard(beat)));
    }
  }

  /** It was asked to end. */
  void leave() {
    if (!leaving) {
      leaving = true;
      beatSoon();
      long untilMillis = machine.clockMillis() + Leaving.MOST_MILLIS;
      later(LOOK_MILLIS, EventKind.TICK, () -> leave(untilMillis));
    }
  }

  private void leave(long untilMillis) {
    if (machine.clockMillis() < untilMillis && waits()) {
      later(LOOK_MILLIS, EventKind.TICK, () -> leave(untilMillis));
    } else {
      machine.left();
    }
  }

  private boolean waits() {
    return watch == null
        ? Leaving.waits(machine.name(), directory(), leased())
        : Leaving.waits(machine.name(), watch.situation(), watch.leadership().isPresent());
  }

  /** Whether it was asked to end. */
  public boolean leaving() {
    return leaving;
  }

  /** The leader has answered a beat with a lease, having applied the log up to an index. */
  void answered(String of, long answeredSequence, long leaseMillis, long index) {
    if (!of.equals(id)) {
      return;
    }
    Answer answer = new Answer(answeredSequence, leaseMillis, index);
    if (index <= applied || world.has(Bug.LEASE_BEFORE_LOG)) {
      count(answer);
    } else {
      early = answer;
    }
  }

  private void count(Answer answer) {
    Long sent = sentAt.get(answer.sequence());
    if (sent != null) {
      long from = world.has(Bug.LEASE_FROM_RECEIPT) ? machine.clockMillis() : sent;
      HostLease longer = lease.answered(from, answer.leaseMillis());
      if (!longer.equals(lease)) {
        lease = longer;
        leaseSentMillis = sent;
        world.touch();
      }
    }
  }

  /** The log is known to be committed up to an index. */
  void published(long index) {
    if (index <= applied) {
      return;
    }
    Directory before = directory();
    for (long next = applied + 1; next <= index; next++) {
      if (outgrown(next)) {
        machine.kill();
        return;
      }
      if (watch != null) {
        watch.applied(world.log().entry(next));
      }
    }
    applied = index;
    machine.disk().applied(index);
    if (early != null && early.index() <= applied) {
      count(early);
      early = null;
    }
    if (!directory().equals(before)) {
      advance();
    }
  }

  /** Whether the log has come to a level that this software does not speak: its process ends. */
  private boolean outgrown(long index) {
    return !world.has(Bug.LEVEL_NOT_CHECKED)
        && !machine.levels().speak(world.log().directoryAt(index).level());
  }

  /** Goes on with every role that concerns this server. */
  private void advance() {
    Directory directory = directory();
    directory.roles().values().stream()
        .filter(role -> role.servers().contains(machine.name()))
        .forEach(role -> hosts.computeIfAbsent(role.name(), name -> new RoleHost(this, name)));
    hosts.values().forEach(RoleHost::advance);
  }

  /** The old host says that this one is to take over. */
  void handed(String role, long fence) {
    RoleHost host = hosts.get(role);
    if (host != null) {
      host.handed(fence);
    }
  }

  /** What is asked of the role database; it may take its time to reply. */
  interface Question<T> {
    void ask(RoleDatabase database, Consumer<T> reply);
  }

  /**
   * Asks the role database something; an empty answer means that none came in time. A question dies
   * with the connection that it was sent on, and that with the database's process: it cannot reach
   * the standby that takes its place.
   */
  <T> void ask(Question<T> question, long timeoutMillis, Consumer<Optional<T>> answer) {
    boolean[] done = {false};
    RoleDatabase database = world.database();
    int connected = database.ends();
    Consumer<T> reply =
        found ->
            world
                .network()
                .send(
                    Network.DATABASE,
                    machine.name(),
                    EventKind.DATABASE,
                    () -> receive(() -> once(done, () -> answer.accept(Optional.of(found)))));
    Runnable arrives =
        () -> {
          if (database.up() && database.ends() == connected) {
            question.ask(database, reply);
          }
        };
    world.network().send(machine.name(), Network.DATABASE, EventKind.DATABASE, arrives);
    later(
        timeoutMillis, EventKind.TIMEOUT, () -> once(done, () -> answer.accept(Optional.empty())));
  }

  private static void once(boolean[] done, Runnable action) {
    if (!done[0]) {
      done[0] = true;
      action.run();
    }
  }

  /** Sends a message to whatever process runs on another machine when it arrives. */
  void send(String to, EventKind kind, Consumer<Incarnation> message) {
    if (world.knows(to)) {
      world.network().send(machine.name(), to, kind, () -> world.machine(to).receive(message));
    }
  }

  /** Does something after a while, unless the process has ended by then. */
  void later(long millis, EventKind kind, Runnable action) {
    world.agenda().in(millis, kind, () -> receive(action));
  }

  private void receive(Runnable action) {
    machine.receive(there -> {
      if (there == this) {
        action.run();
      }
    });
  }

  private void every(long millis, EventKind kind, Runnable action) {
    later(
        millis,
        kind,
        () -> {
          every(millis, kind, action);
          action.run();
        });
  }

  /** The Directory as far as this server has applied it. */
  public Directory directory() {
    return world.log().directoryAt(applied);
  }

  public long applied() {
    return applied;
  }

  public String id() {
    return id;
  }

  /** For how long it has run. */
  public long ageMillis() {
    return world.agenda().nowMillis() - begunMillis;
  }

  public Machine machine() {
    return machine;
  }

  World world() {
    return world;
  }

  /** What a Directory server sees of the others; empty on an expansion server. */
  public Optional<Watch> watch() {
    return Optional.ofNullable(watch);
  }

  /** The roles that concern this server, by name. */
  public SortedMap<String, RoleHost> hosts() {
    return hosts;
  }

  /** Whether its lease runs. */
  public boolean leased() {
    return lease.holds(machine.clockMillis());
  }

  /** Whether its lease outlasts its time because the machine was suspended while it ran. */
  public boolean leaseStood() {
    return machine.clocks().stoodSince(leaseSentMillis);
  }
}
