package org.greenwave.proving.chance;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A kind of fault, as the table at the end names it. */
enum FaultKind {
  KILL("kill -9 a server"),
  STOP("stop a server in order"),
  KILL_BOTH("kill -9 host and leader"),
  FREEZE("freeze a server"),
  CUT("cut off, both ways"),
  CUT_ONE_WAY("cut off, one way"),
  CUT_FROM_LEADER("cut from the leader"),
  CUT_FROM_DATABASE("cut from the database"),
  POWER_OFF("power off a server"),
  SLOW("slow line of a server"),
  LOSE("line of a server that loses packets"),
  DATABASE_KILLED("kill -9 the database"),
  DATABASE_FROZEN("freeze the database"),
  DISK_FULL("fill the disk of a server"),
  DATABASE_FULL("fill the disk of the database"),
  CLOCK_JUMP("clock of a server jumps"),
  BLACKOUT("kill -9 everything"),
  MOVE("planned move"),
  EDIT("edit");

  static final List<FaultKind> ALL = List.of(values());

  private static final Set<FaultKind> SHOWN_BY_TIME_OUTS =
      Set.of(CUT_FROM_DATABASE, DATABASE_FROZEN, DATABASE_FULL);

  private final String title;

  FaultKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * Those of some words, such as {@code kill,database-frozen}; all for none.
   *
   * @throws IllegalArgumentException with all words, when one is none of them
   */
  static List<FaultKind> named(String words) {
    List<String> wanted = List.of(words.split(","));
    List<String> known = ALL.stream().map(FaultKind::word).toList();
    if (words.isEmpty()) {
      return ALL;
    }
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException("--only takes some of " + String.join(", ", known));
    }
    return ALL.stream().filter(kind -> wanted.contains(kind.word())).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How much longer than others it lasts, because what it does shows only by time-outs. */
  int moreMillis() {
    return SHOWN_BY_TIME_OUTS.contains(this) ? 8_000 : 0;
  }

  /**
   * Whether it makes sense beside a change of who keeps the Directory: tokens and certificates go
   * by the clock, and a disk that is to be lost is none that was mounted.
   */
  boolean besideTurnover() {
    return this != CLOCK_JUMP && this != DISK_FULL && this != DATABASE_FULL;
  }

  /** Whether it makes sense beside another fault. */
  boolean pairs() {
    return this != BLACKOUT;
  }
}
