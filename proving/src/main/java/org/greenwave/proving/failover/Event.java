package org.greenwave.proving.failover;

import java.util.List;

/** What makes a role change its host in a measurement. */
enum Event {
  KILLED("kill", "host killed", false),
  KILLED_TO_LEADER("kill-to-leader", "host killed, leader next", false),
  FROZEN("freeze", "host frozen", false),
  CUT("cut", "host cut off", false),
  POWERED_OFF("power", "host powered off", false),
  LEADER_KILLED("leader", "leader and host killed", true),
  LEADER_OFF("leader-power", "leader and host powered off", true),
  STOPPED("stop", "host stopped in order, gap", false),
  LEADER_STOPPED("leader-stop", "the same, host leads", true),
  MOVED("move", "planned move, gap", false),
  MOVED_TO_FRESH("move-fresh", "the same, to one just started", false);

  private final String word;
  private final String title;
  private final boolean leads;

  Event(String word, String title, boolean leads) {
    this.word = word;
    this.title = title;
    this.leads = leads;
  }

  /** What it is called on the command line. */
  String word() {
    return word;
  }

  String title() {
    return title;
  }

  /** Whether the host has to be the leader, or else must not be. */
  boolean leads() {
    return leads;
  }

  /** Whether the leader is next on the list, or else comes last. */
  boolean leaderIsNext() {
    return this == KILLED_TO_LEADER;
  }

  /** Whether the host falls silent, so that its lease has to run out. */
  boolean silent() {
    return switch (this) {
      case FROZEN, CUT, POWERED_OFF, LEADER_OFF -> true;
      case KILLED, KILLED_TO_LEADER, LEADER_KILLED -> false;
      case STOPPED, LEADER_STOPPED, MOVED, MOVED_TO_FRESH -> false;
    };
  }

  /** Whether the host goes on, unharmed. */
  boolean spares() {
    return this == MOVED || this == MOVED_TO_FRESH;
  }

  /** Whether the host hands the role over in order: what counts is the time without a host. */
  boolean inOrder() {
    return spares() || this == STOPPED || this == LEADER_STOPPED;
  }

  /** Of how many the promises speak. */
  int enough() {
    return switch (this) {
      case KILLED, KILLED_TO_LEADER, MOVED, MOVED_TO_FRESH -> 300;
      case FROZEN, CUT, POWERED_OFF, LEADER_KILLED, LEADER_OFF, STOPPED, LEADER_STOPPED -> 50;
    };
  }

  /**
   * What is promised of it.
   *
   * @param tight whether by the tightest timings, or by the usual ones
   */
  List<Promise> promises(boolean tight) {
    return switch (this) {
      case KILLED, KILLED_TO_LEADER -> List.of(new Promise(50, 50), new Promise(99, 150));
      case FROZEN, CUT, POWERED_OFF -> List.of(new Promise(50, tight ? 300 : 1_000));
      case LEADER_KILLED -> List.of(new Promise(95, 1_000));
      case LEADER_OFF -> List.of(new Promise(95, 3_000));
      case STOPPED, LEADER_STOPPED, MOVED, MOVED_TO_FRESH -> List.of(new Promise(50, 10));
    };
  }
}
