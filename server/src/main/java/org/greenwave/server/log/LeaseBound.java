package org.greenwave.server.log;

import java.util.ArrayDeque;

/**
 * The longest lease that may still be running, learned from the barriers in the log. Lost with the
 * process; then the longest lease that there can be is assumed.
 */
final class LeaseBound {
  /** More barriers than a leader commits within the longest lease. */
  private static final int REMEMBERED = 512;

  private final ArrayDeque<Long> recent = new ArrayDeque<>();
  private final long capMillis;

  LeaseBound(long capMillis) {
    this.capMillis = capMillis;
  }

  synchronized void committed(long leaseMillis) {
    recent.addLast(leaseMillis);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }

  synchronized long millis() {
    return recent.stream().mapToLong(Long::longValue).max().orElse(capMillis);
  }
}
