package org.greenwave.proving.harm;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.app.cluster.LogTail;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.namespaces.Network;

/** What harms a cluster, and what mends all harm. */
public final class Hands {
  private static final int SLOW_KILOBITS = 512;
  private static final double LOST_SHARE = 0.15;
  private static final int LAST_LINES = 6;

  /** What a process ends with by the signal that cannot be refused. */
  private static final int KILLED = 128 + 9;

  /** What it ends with by the signal that asks it to. */
  private static final int STOPPED = 128 + 15;

  private static final Duration TO_STOP = Duration.ofSeconds(30);

  /** It could not be started, its configuration was refused, it was expelled. */
  private static final Set<Integer> NOT_LET_IN = Set.of(1, 2, 72);

  private final LocalCluster cluster;
  private final Network network;
  private final Endings endings = new Endings();
  private final Set<String> stopping = new HashSet<>();
  private final Set<String> off = new HashSet<>();
  private final Set<String> slowed = new HashSet<>();
  private final Set<String> lossy = new HashSet<>();

  /** Begins a process. */
  @FunctionalInterface
  public interface Start {
    void begin() throws IOException;
  }

  public Hands(LocalCluster cluster, Network network) {
    this.cluster = cluster;
    this.network = network;
  }

  /** Everybody whom a machine talks to. */
  public List<String> everybodyBut(String victim) {
    return network.everybodyBut(victim);
  }

  /** Ends processes at once, with everything they started. */
  public void kill(Stream<String> names) throws IOException, InterruptedException {
    List<String> living = names.filter(cluster::alive).toList();
    living.forEach(it -> endings.caused(it, KILLED));
    Signals.kill(living(living.stream()));
  }

  /** Asks a server to end, as whoever maintains its machine does; it gives up first what it has. */
  public synchronized void stop(String server) throws IOException, InterruptedException {
    stopping.add(server);
    endings.caused(server, STOPPED);
    Signals.stop(living(Stream.of(server)));
  }

  /** Says that a server may end of what was done to it, until it is started again. */
  public void mayEndWith(String server, int code) {
    endings.caused(server, code);
  }

  /** What has ended since the last time though nobody ended it, each with its last words. */
  public List<String> endings() {
    Stream.concat(cluster.servers().stream(), Stream.of(LocalCluster.DATABASE, LocalCluster.FIELD))
        .forEach(it -> find(it, Set.of()));
    return endings.take();
  }

  private void find(String name, Set<Integer> expected) {
    cluster.exitCode(name).ifPresent(code -> endings.found(name, code, expected, lastWords(name)));
  }

  private String lastWords(String name) {
    return String.join("\n", LogTail.of(cluster.log(name), LAST_LINES));
  }

  /** Stops a server in its tracks. */
  public void freeze(String server) throws IOException, InterruptedException {
    Signals.freeze(living(Stream.of(server)));
  }

  /** Stops the database in its tracks. */
  public void freezeDatabase() throws IOException, InterruptedException {
    Signals.freeze(database());
  }

  /** Lets nothing arrive any more of what a machine sends to these peers. */
  public void cutFrom(String victim, List<String> peers) throws IOException {
    for (String peer : peers) {
      network.cut(victim, peer);
    }
  }

  /** Lets nothing arrive any more of what these peers send to a machine. */
  public void cutTo(String victim, List<String> peers) throws IOException {
    for (String peer : peers) {
      network.cut(peer, victim);
    }
  }

  /** Takes the power from a server: first nothing of it is heard any more, then it is dead. */
  public synchronized void powerOff(String victim) throws IOException, InterruptedException {
    network.unplug(victim);
    off.add(victim);
    kill(Stream.of(victim));
  }

  /** Puts another machine in the place of one that is off. */
  public synchronized void exchange(String victim) throws IOException {
    network.renew(victim);
    off.remove(victim);
    slowed.remove(victim);
    lossy.remove(victim);
  }

  /**
   * Starts a process on a server's machine; returns at once when that has no power. One that was
   * there before may have been told that it is none of the system's, or not have been let in.
   */
  public synchronized void start(String server, Start process) throws IOException {
    if (!off.contains(server)) {
      if (cluster.begun().contains(server)) {
        find(server, NOT_LET_IN);
      }
      endings.started(server);
      stopping.remove(server);
      process.begin();
    }
  }

  /** Slows down what a server sends. */
  public synchronized void slow(String victim) throws IOException {
    network.slow(victim, SLOW_KILOBITS);
    slowed.add(victim);
  }

  /** Loses by chance some of what a server sends by TCP; what it asks units is not sent again. */
  public synchronized void lose(String victim) throws IOException {
    network.lose(victim, LOST_SHARE);
    lossy.add(victim);
  }

  /** What the first fault of a pair has ended cannot be hurt any more. */
  private ProcessHandle[] living(Stream<String> names) {
    return names.filter(cluster::alive).map(cluster::process).toArray(ProcessHandle[]::new);
  }

  private ProcessHandle[] database() {
    return Stream.of(living(Stream.of(LocalCluster.DATABASE)))
        .flatMap(ProcessHandle::descendants)
        .toArray(ProcessHandle[]::new);
  }

  /** Mends cuts and lines, wakes what sleeps, starts what is dead. */
  public synchronized void heal() throws IOException, InterruptedException {
    for (String server : off) {
      network.renew(server);
    }
    slowed.removeAll(off);
    lossy.removeAll(off);
    off.clear();
    for (String server : slowed) {
      network.fast(server);
    }
    slowed.clear();
    for (String server : lossy) {
      network.loseNothing(server);
    }
    lossy.clear();
    network.mend();
    wake();
    for (String server : stopping) {
      Wait.demand(TO_STOP, "the end of " + server, () -> !cluster.alive(server));
    }
    stopping.clear();
    startDead();
  }

  /** Lets servers and database that sleep go on. */
  public void wake() throws IOException, InterruptedException {
    Signals.thaw(living(cluster.begun().stream()));
    Signals.thaw(database());
  }

  private void startDead() throws IOException {
    if (!cluster.alive(LocalCluster.DATABASE)) {
      find(LocalCluster.DATABASE, Set.of());
      endings.started(LocalCluster.DATABASE);
      cluster.startDatabase();
    }
    for (String server : cluster.servers()) {
      if (!cluster.alive(server)) {
        find(server, Set.of());
        endings.started(server);
        cluster.start(server);
      }
    }
  }
}
