package org.greenwave.directory.hosting;

/**
 * The time for which a server may act without hearing from the Directory, on its own monotonic
 * clock. It counts from when the answered beat was <i>sent</i>: counted from the receipt of the
 * answer, it could outlive what the leader believes (law L1).
 *
 * @param untilMillis when it runs out
 */
public record HostLease(long untilMillis) {
  /** No lease. */
  public static final HostLease NONE = new HostLease(Long.MIN_VALUE);

  /** A beat was answered with a lease. A late answer to an old beat shortens nothing. */
  public HostLease answered(long sentAtMillis, long leaseMillis) {
    return new HostLease(Math.max(untilMillis, sentAtMillis + leaseMillis));
  }

  /** Whether the server may act. */
  public boolean holds(long nowMillis) {
    return nowMillis < untilMillis;
  }

  /** How much is left, 0 when it has run out. */
  public long leftMillis(long nowMillis) {
    return holds(nowMillis) ? untilMillis - nowMillis : 0;
  }
}
