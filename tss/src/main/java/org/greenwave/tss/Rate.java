package org.greenwave.tss;

/** How many of something there were in the last minute, in bins of five seconds. */
final class Rate {
  private static final int BINS = 12;
  private static final long BIN_NANOS = 5_000_000_000L;

  private final long[] counts = new long[BINS + 1];
  private long bin = Long.MIN_VALUE;

  /** Counts some now. */
  synchronized void add(long count, long nanos) {
    move(nanos);
    counts[(int) Math.floorMod(bin, BINS + 1L)] += count;
  }

  /** The count of the last sixty seconds; the bin that is still open counts with its part. */
  synchronized long lastMinute(long nanos) {
    move(nanos);
    long sum = 0;
    for (int at = 0; at < BINS; at++) {
      sum += counts[(int) Math.floorMod(bin - 1 - at, BINS + 1L)];
    }
    return sum;
  }

  private void move(long nanos) {
    long now = Math.floorDiv(nanos, BIN_NANOS);
    long steps = bin == Long.MIN_VALUE ? 0 : Math.min(BINS + 1L, now - bin);
    for (long at = 1; at <= steps; at++) {
      counts[(int) Math.floorMod(now - steps + at, BINS + 1L)] = 0;
    }
    bin = now;
  }
}
