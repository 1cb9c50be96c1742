package org.greenwave.proving.chance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.history.Decided;

/**
 * What the faults of a round excuse (law L6): from whom the role may be taken, and why. A healthy
 * host keeps it.
 *
 * @param gone whose process ended
 * @param silent who could not be heard
 * @param unable who could not reach the database while others could
 * @param asked whether a move was asked for
 * @param database whether the database was hurt
 * @param whole whether everything was down at once
 * @param faults how many faults there were; each may move the role once
 */
record Licence(
    Set<String> gone,
    Set<String> silent,
    Set<String> unable,
    boolean asked,
    boolean database,
    boolean whole,
    int faults) {
  static final Licence NOTHING = new Licence(Set.of(), Set.of(), Set.of(), false, false, false, 0);

  static Licence of(Fault fault, Scene scene) {
    Set<String> victim = Set.of(fault.victim(scene));
    Set<String> none = Set.of();
    return switch (fault.kind()) {
      case KILL -> ofKilled(victim);
      case KILL_BOTH -> ofKilled(both(Set.of(scene.host()), Set.of(scene.leader())));
      // It says that it stops, or is found gone when it could not say so.
      case STOP -> new Licence(victim, none, victim, false, false, false, 1);
      // It ends when its log needs room.
      case DISK_FULL -> ofKilled(victim);
      case POWER_OFF -> new Licence(victim, victim, none, false, false, false, 1);
      case FREEZE, CUT_FROM_LEADER -> new Licence(none, victim, none, false, false, false, 1);
      case CUT, CUT_ONE_WAY, SLOW, LOSE ->
          new Licence(none, victim, victim, false, false, false, 1);
      case CUT_FROM_DATABASE -> new Licence(none, none, victim, false, false, false, 1);
      case BLACKOUT -> new Licence(Set.copyOf(scene.servers()), none, none, false, true, true, 1);
      case MOVE -> new Licence(none, none, none, true, false, false, 1);
      case DATABASE_KILLED, DATABASE_FROZEN, DATABASE_FULL ->
          new Licence(none, none, none, false, true, false, 1);
      case CLOCK_JUMP, EDIT -> new Licence(none, none, none, false, false, false, 1);
    };
  }

  /** Two die one after the other: the role may have gone to the second in between. */
  private static Licence ofKilled(Set<String> killed) {
    return new Licence(killed, Set.of(), Set.of(), false, false, false, killed.size());
  }

  /** Of a server that ends for good; without its power, nothing is heard of its end. */
  static Licence ofLost(String server, boolean withoutPower) {
    Set<String> lost = Set.of(server);
    return new Licence(lost, withoutPower ? lost : Set.of(), Set.of(), false, false, false, 1);
  }

  Licence and(Licence other) {
    return new Licence(
        both(gone, other.gone),
        both(silent, other.silent),
        both(unable, other.unable),
        asked || other.asked,
        database || other.database,
        whole || other.whole,
        faults + other.faults);
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }

  /** Everybody who was hurt. */
  Set<String> hurt() {
    return both(gone, both(silent, unable));
  }

  /**
   * Whether a decision is excused.
   *
   * @param holder who held the role before it
   * @param begun whether a move had been begun, which is judged by itself
   */
  boolean excuses(Decided decided, String holder, boolean begun) {
    return switch (decided.why()) {
      // A silence is said of the dead, too, when there is no second witness of the death.
      case GONE -> gone.contains(decided.loser());
      case SILENT -> both(gone, silent).contains(decided.loser());
      case UNABLE, STOPPED -> unable.contains(decided.loser());
      case ASKED -> asked;
      case UNFINISHED -> asked || begun;
      // A grant to the same server is none the less a disturbance of a host that was well.
      case ANEW -> whole || asked || begun || grantsMayFail() || hurt().contains(holder);
      case UNKNOWN -> false;
    };
  }

  /**
   * Whether a role that had to leave its host found no database to go on with. Each server learns
   * in its own time that it can write again. A lost database alone moves no role.
   */
  boolean grantsMayFail() {
    return database && faults > 1;
  }

  /** Whether the next host may be another than the first of the list that was not hurt. */
  boolean anyoneMayFollow(List<String> servers) {
    return whole || asked || grantsMayFail() || hurt().containsAll(servers);
  }
}
