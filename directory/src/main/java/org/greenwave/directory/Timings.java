package org.greenwave.directory;

/**
 * How long things may take, for the whole system, in milliseconds.
 *
 * @param beatMillis how often a server sends a beat
 * @param leaseMillis how long a host may act on one answered beat
 * @param leaseCapMillis the most to which a host's own lateness may stretch its lease
 * @param startWaitMillis how long a role waits for its last host after a start of the whole system,
 *     or for the first server of its list when it is new
 * @param failBackMillis how long a better server must have been healthy before a forced return
 * @param moveMillis how long a hand-over may take before the Directory grants above it
 * @param lostDatabaseMillis how long a host alone must have been without its database before the
 *     role leaves it
 * @param flapMoves how often a role may move of its own accord within {@code flapMillis}
 * @param flapMillis the time in which such moves are counted
 */
public record Timings(
    long beatMillis,
    long leaseMillis,
    long leaseCapMillis,
    long startWaitMillis,
    long failBackMillis,
    long moveMillis,
    long lostDatabaseMillis,
    long flapMoves,
    long flapMillis) {

  /** Holds on a busy two-core machine. */
  public static final Timings DEFAULT =
      new Timings(150, 750, 6_000, 5_000, 10_000, 3_000, 3_000, 6, 120_000);

  /** What two monotonic clocks may drift apart over a time: 1 %, and one beat for good measure. */
  public long withMargin(long millis) {
    return millis + millis / 100 + beatMillis;
  }

  /**
   * The lease for a host that has lately been this late: the larger of the default and three times
   * the lateness, capped.
   */
  public long leaseFor(long latenessMillis) {
    return Math.min(leaseCapMillis, Math.max(leaseMillis, 3 * latenessMillis));
  }
}
