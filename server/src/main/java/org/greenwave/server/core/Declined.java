package org.greenwave.server.core;

import java.util.HashMap;
import java.util.Map;

/**
 * The servers that did not take the lead when it was handed to them. Each attempt keeps the log
 * from taking anything for a moment, so that one which cannot succeed must not be made for ever:
 * the pause doubles with every one that fails, and begins anew with another run of the server.
 */
final class Declined {
  static final long PAUSE_MILLIS = 5_000;
  static final long LONGEST_PAUSE_MILLIS = 600_000;

  private final Map<String, Attempts> attempts = new HashMap<>();

  private record Attempts(String incarnation, long pauseMillis, long untilMillis) {}

  /** A server has not taken the lead; tells for how long it is not to be asked again. */
  long declined(String server, String incarnation, long nowMillis) {
    Attempts before = attempts.get(server);
    long pause =
        before == null || !before.incarnation().equals(incarnation)
            ? PAUSE_MILLIS
            : Math.min(2 * before.pauseMillis(), LONGEST_PAUSE_MILLIS);
    attempts.put(server, new Attempts(incarnation, pause, nowMillis + pause));
    return pause;
  }

  /** A server has taken the lead. */
  void taken(String server) {
    attempts.remove(server);
  }

  /** Whether a server may be asked now. */
  boolean mayBeAsked(String server, String incarnation, long nowMillis) {
    Attempts last = attempts.get(server);
    return last == null
        || !last.incarnation().equals(incarnation)
        || nowMillis >= last.untilMillis();
  }
}
