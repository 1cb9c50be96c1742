package org.greenwave.proving.chance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.namespaces.Network;

/** What harms a cluster, and what mends all harm. */
final class Hands {
  private static final int SLOW_KILOBITS = 512;

  private final LocalCluster cluster;
  private final Network network;
  private final Edits edits;
  private final Moves moves;
  private final Set<String> off = new HashSet<>();
  private final Set<String> slowed = new HashSet<>();

  Hands(LocalCluster cluster, Network network, Edits edits) {
    this.cluster = cluster;
    this.network = network;
    this.edits = edits;
    this.moves = new Moves(cluster);
  }

  /** Does it, and returns as soon as it is done. */
  void strike(Fault fault, Scene scene) throws IOException, InterruptedException {
    String victim = scene.victim(fault);
    switch (fault.kind()) {
      case KILL -> kill(Stream.of(victim));
      case KILL_BOTH -> kill(Stream.of(scene.host(), scene.leader()).distinct());
      case FREEZE -> Signals.freeze(living(Stream.of(victim)));
      case CUT, CUT_ONE_WAY -> cut(fault, victim, everybodyBut(victim, scene));
      case CUT_FROM_LEADER -> cut(fault, victim, leaderOrServers(victim, scene));
      case CUT_FROM_DATABASE -> cut(fault, victim, List.of(LocalCluster.DATABASE));
      case POWER_OFF -> powerOff(victim);
      case SLOW -> slow(victim);
      case DATABASE_KILLED -> kill(Stream.of(LocalCluster.DATABASE));
      case DATABASE_FROZEN -> Signals.freeze(database());
      case BLACKOUT ->
          kill(Stream.concat(scene.servers().stream(), Stream.of(LocalCluster.DATABASE)));
      case MOVE -> moves.ask(scene.other());
      case EDIT -> edits.attempt(scene.servers());
    }
  }

  private void kill(Stream<String> names) throws IOException, InterruptedException {
    Signals.kill(living(names));
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

  private static List<String> everybodyBut(String victim, Scene scene) {
    List<String> all = new ArrayList<>(scene.others(victim));
    all.add(LocalCluster.DATABASE);
    all.add(LocalCluster.FIELD);
    return all;
  }

  /** The leader itself is cut from the other servers, but not from database and field. */
  private static List<String> leaderOrServers(String victim, Scene scene) {
    return victim.equals(scene.leader()) ? scene.others(victim) : List.of(scene.leader());
  }

  private void cut(Fault fault, String victim, List<String> peers) throws IOException {
    for (String peer : peers) {
      if (fault.way().from()) {
        network.cut(victim, peer);
      }
      if (fault.way().to()) {
        network.cut(peer, victim);
      }
    }
  }

  private void powerOff(String victim) throws IOException, InterruptedException {
    network.unplug(victim);
    off.add(victim);
    kill(Stream.of(victim));
  }

  private void slow(String victim) throws IOException {
    network.slow(victim, SLOW_KILOBITS);
    slowed.add(victim);
  }

  /** Mends cuts and lines, wakes what sleeps, starts what is dead. */
  void heal() throws IOException, InterruptedException {
    for (String server : off) {
      network.renew(server);
    }
    slowed.removeAll(off);
    off.clear();
    for (String server : slowed) {
      network.fast(server);
    }
    slowed.clear();
    network.mend();
    wake();
    startDead();
  }

  private void wake() throws IOException, InterruptedException {
    Signals.thaw(living(cluster.servers().stream()));
    Signals.thaw(database());
  }

  private void startDead() throws IOException {
    if (!cluster.alive(LocalCluster.DATABASE)) {
      cluster.startDatabase();
    }
    for (String server : cluster.servers()) {
      if (!cluster.alive(server)) {
        cluster.start(server);
      }
    }
  }
}
