package org.greenwave.directory.hosting;

/**
 * How long something that has failed is left alone: twice as long each time, up to a limit.
 *
 * @param firstMillis the first time
 * @param longestMillis at most
 */
public record Backoff(long firstMillis, long longestMillis) {
  private static final int MOST_DOUBLINGS = 20;

  /** The pause after a failure that so many others came before, in milliseconds. */
  public long millis(int before) {
    return Math.min(longestMillis, firstMillis << Math.min(MOST_DOUBLINGS, before));
  }
}
