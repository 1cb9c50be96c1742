package org.greenwave.proving.chance;

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

  private final String title;

  FaultKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
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
