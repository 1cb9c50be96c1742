package org.greenwave.server.core;

import java.util.HashMap;
import java.util.Map;

/**
 * When something that has failed with a server may be tried with it again. Each attempt costs the
 * others something, so that one which cannot succeed must not be made for ever: the pause doubles
 * with every one that fails, and begins anew with another run of the server.
 */
final class Retries {
  private final long firstPauseMillis;
  private final long longestPauseMillis;
  private final Map<String, Attempts> attempts = new HashMap<>();

  private record Attempts(String incarnation, long pauseMillis, long untilMillis) {}

  Retries(long firstPauseMillis, long longestPauseMillis) {
    this.firstPauseMillis = firstPauseMillis;
    this.longestPauseMillis = longestPauseMillis;
  }

  /** It has failed with a server; tells for how long it is not to be tried again. */
  long failed(String server, String incarnation, long nowMillis) {
    Attempts before = attempts.get(server);
    long pause =
        before == null || !before.incarnation().equals(incarnation)
            ? firstPauseMillis
            : Math.min(2 * before.pauseMillis(), longestPauseMillis);
    attempts.put(server, new Attempts(incarnation, pause, nowMillis + pause));
    return pause;
  }

  /** It has succeeded with a server. */
  void succeeded(String server) {
    attempts.remove(server);
  }

  /** Whether it may be tried now. */
  boolean due(String server, String incarnation, long nowMillis) {
    Attempts last = attempts.get(server);
    return last == null
        || !last.incarnation().equals(incarnation)
        || nowMillis >= last.untilMillis();
  }
}
