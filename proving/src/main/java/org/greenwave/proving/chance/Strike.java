package org.greenwave.proving.chance;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.clocks.WrongClocks;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.disk.Disks;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.harm.Moves;
import org.greenwave.proving.harm.Scene;

/**
 * What the faults do.
 *
 * @param hands what harms
 * @param disks what processes write to
 * @param clocks the servers' clocks
 * @param edits makes edits
 * @param moves asks for moves
 */
record Strike(Hands hands, Disks disks, WrongClocks clocks, Edits edits, Moves moves) {
  /**
   * Does it, and returns as soon as it is done: whether it was granted, where people ask for
   * something; while something is wrong they may not get it.
   */
  boolean carryOut(Fault fault, Scene scene) throws IOException, InterruptedException {
    String victim = fault.victim(scene);
    boolean granted = true;
    switch (fault.kind()) {
      case KILL -> hands.kill(Stream.of(victim));
      case STOP -> hands.stop(victim);
      case KILL_BOTH -> hands.kill(Stream.of(scene.host(), scene.leader()).distinct());
      case FREEZE -> hands.freeze(victim);
      case CUT, CUT_ONE_WAY -> cut(fault, victim, hands.everybodyBut(victim));
      case CUT_FROM_LEADER -> cut(fault, victim, leaderOrServers(victim, scene));
      case CUT_FROM_DATABASE -> cut(fault, victim, List.of(LocalCluster.DATABASE));
      case POWER_OFF -> hands.powerOff(victim);
      case SLOW -> hands.slow(victim);
      case LOSE -> hands.lose(victim);
      case DATABASE_KILLED -> hands.kill(Stream.of(LocalCluster.DATABASE));
      case DATABASE_FROZEN -> hands.freezeDatabase();
      case DISK_FULL -> fillDisk(victim);
      case DATABASE_FULL -> disks.fill(LocalCluster.DATABASE);
      case CLOCK_JUMP -> clocks.set(victim, fault.ahead());
      case BLACKOUT ->
          hands.kill(Stream.concat(scene.servers().stream(), Stream.of(LocalCluster.DATABASE)));
      case MOVE -> granted = moves.ask(scene.other());
      case EDIT -> granted = edits.attempt(scene.servers());
    }
    return granted;
  }

  private void fillDisk(String victim) throws IOException {
    disks.fill(victim);
    hands.mayEndWith(victim, Disks.LOG_FAILED);
  }

  private void cut(Fault fault, String victim, List<String> peers) throws IOException {
    if (fault.way().from()) {
      hands.cutFrom(victim, peers);
    }
    if (fault.way().to()) {
      hands.cutTo(victim, peers);
    }
  }

  /** The leader itself is cut from the other servers, but not from database and field. */
  private static List<String> leaderOrServers(String victim, Scene scene) {
    return victim.equals(scene.leader()) ? scene.others(victim) : List.of(scene.leader());
  }
}
