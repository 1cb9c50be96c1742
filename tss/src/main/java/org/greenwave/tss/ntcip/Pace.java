package org.greenwave.tss.ntcip;

/**
 * Whether periods come as fast as they should, measured over some of them: a device whose period
 * was changed says so to nobody, and its samples would be given wrong times.
 */
final class Pace {
  /** So many that the one period by which a poll may be late cannot pass for the device's doing. */
  private static final int STEPS = 8;

  private static final double MOST_OFF = 0.2;

  private final long periodMillis;
  private boolean begun;
  private long fromEndMillis;
  private long fromNanos;
  private boolean off;

  Pace(long periodMillis) {
    this.periodMillis = periodMillis;
  }

  /** Forgets what was measured. */
  void begin() {
    begun = false;
    off = false;
  }

  /** A poll, sent at a time, has shown a period that ended at a time by the device's count. */
  void seen(long endMillis, long sentNanos) {
    long shouldMillis = endMillis - fromEndMillis;
    if (begun && shouldMillis < STEPS * periodMillis) {
      off = false;
      return;
    }
    double tookMillis = (sentNanos - fromNanos) / 1e6;
    off = begun && Math.abs(tookMillis / shouldMillis - 1) > MOST_OFF;
    begun = true;
    fromEndMillis = endMillis;
    fromNanos = sentNanos;
  }

  /** Whether what was just seen ended a measurement that is off by more than a fifth. */
  boolean isOff() {
    return off;
  }
}
