package org.greenwave.directory.failover;

import org.greenwave.directory.Timings;

/**
 * Whether a leader has been awake, by how often it looks. One that was frozen, suspended or starved
 * has heard nobody meanwhile: it must not take its own sleep for the silence of all others, so it
 * hears everybody out before it judges (law L6).
 *
 * @param lookedAtMillis when it last looked, by its monotonic clock
 * @param judgesFromMillis until when it only listens
 */
public record Attention(long lookedAtMillis, long judgesFromMillis) {
  /** Whoever has not been answered for longer has closed its connection. */
  private static final long CONNECTED_MILLIS = 2_000;

  /** To make connections anew, also where the queue of callers had run full meanwhile. */
  private static final long RECONNECT_MILLIS = 1_500;

  /** Awake from a time on. */
  public static Attention since(long nowMillis) {
    return new Attention(nowMillis, nowMillis);
  }

  /**
   * It looks. Half a lease without that is sleep: with less, a host whose beats come in time is not
   * silent for a whole lease. Two beats are time enough for what was sent meanwhile to be read, or
   * for one to be sent on a new connection.
   */
  public Attention look(long nowMillis, Timings timings) {
    long sleptMillis = nowMillis - lookedAtMillis;
    if (sleptMillis <= timings.leaseMillis() / 2) {
      return new Attention(nowMillis, judgesFromMillis);
    }
    long reconnecting = sleptMillis > CONNECTED_MILLIS ? RECONNECT_MILLIS : 0;
    long heardOutMillis = nowMillis + reconnecting + 2 * timings.beatMillis();
    return new Attention(nowMillis, Math.max(judgesFromMillis, heardOutMillis));
  }

  /** Whether it judges now. */
  public boolean judges() {
    return lookedAtMillis >= judgesFromMillis;
  }
}
