package org.greenwave.server.core;

import java.util.HashMap;
import java.util.Map;
import org.greenwave.directory.Server;

/**
 * The servers that have missed something of the Directory, and need the whole of it. An expansion
 * server reads no log, so one that lags is one. So is a Directory server that lags as far as when
 * it was last looked at: its log does not come through, its beats do.
 */
final class Laggards {
  /** The Directory as it was sent may be under way for so long. */
  static final long PAUSE_MILLIS = 5_000;

  private final Map<String, Long> seenBefore = new HashMap<>();
  private final Map<String, Long> foundAtMillis = new HashMap<>();

  /**
   * Whether a server is to be sent the Directory now; the same one not again before a while.
   *
   * @param seen the version that the server knows
   * @param version the version that there is
   * @param nowMillis by the leader's monotonic clock
   */
  boolean lags(Server server, long seen, long version, long nowMillis) {
    Long before = seenBefore.put(server.name(), seen);
    boolean stuck = before != null && before == seen;
    Long found = foundAtMillis.get(server.name());
    boolean lags =
        seen < version
            && (stuck || server.kind() == Server.Kind.EXPANSION)
            && (found == null || nowMillis - found >= PAUSE_MILLIS);
    if (lags) {
      foundAtMillis.put(server.name(), nowMillis);
    }
    return lags;
  }
}
