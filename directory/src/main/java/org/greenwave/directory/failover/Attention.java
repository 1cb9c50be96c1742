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
  /** Awake from a time on. */
  public static Attention since(long nowMillis) {
    return new Attention(nowMillis, nowMillis);
  }

  /**
   * It looks. Half a lease without that is sleep: with less, a host whose beats come in time is not
   * silent for a whole lease. Two beats are time enough for what was sent meanwhile to be read.
   */
  public Attention look(long nowMillis, Timings timings) {
    boolean slept = nowMillis - lookedAtMillis > timings.leaseMillis() / 2;
    return new Attention(
        nowMillis, slept ? nowMillis + 2 * timings.beatMillis() : judgesFromMillis);
  }

  /** Whether it judges now. */
  public boolean judges() {
    return lookedAtMillis >= judgesFromMillis;
  }
}
