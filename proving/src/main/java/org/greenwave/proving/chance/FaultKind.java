package org.greenwave.proving.chance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A kind of fault, as the table at the end names it. */
enum FaultKind {
  KILL("kill -9 a server"),
  KILL_BOTH("kill -9 host and leader"),
  FREEZE("freeze a server"),
  CUT("cut off, both ways"),
  CUT_ONE_WAY("cut off, one way"),
  CUT_FROM_LEADER("cut from the leader"),
  CUT_FROM_DATABASE("cut from the database"),
  POWER_OFF("power off a server"),
  SLOW("slow line of a server"),
  DATABASE_KILLED("kill -9 the database"),
  DATABASE_FROZEN("freeze the database"),
  BLACKOUT("kill -9 everything"),
  MOVE("planned move"),
  EDIT("edit");

  static final List<FaultKind> ALL = List.of(values());

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
   * @throws IllegalArgumentException when a word is none of them
   */
  static List<FaultKind> named(String words) {
    return words.isEmpty()
        ? ALL
        : Stream.of(words.split(","))
            .map(word -> valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
            .toList();
  }

  /** How much longer than others it lasts, because what it does shows only by time-outs. */
  int moreMillis() {
    return this == CUT_FROM_DATABASE || this == DATABASE_FROZEN ? 8_000 : 0;
  }

  /** Whether it makes sense beside another fault. */
  boolean pairs() {
    return this != BLACKOUT;
  }
}
