package org.greenwave.simulator.simulation.world;

import java.util.Locale;

/** What kinds of things happen in the world. */
public enum EventKind {
  ANSWER,
  APPEND,
  APPENDED,
  BEAT,
  CHANCE,
  DATABASE,
  DEATH_WATCH,
  END,
  FAULT_ENDS,
  FLUSH,
  FORWARD,
  HANDED,
  HAND_ON,
  LOCK,
  PROBE,
  PUBLISH,
  RETRY,
  SYNC,
  TICK,
  TIMEOUT,
  VOTE,
  VOTED,
  WORK,
  WOULD_VOTE;

  /** The kind as people read it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
