package org.greenwave.server.http;

import java.util.function.Supplier;

/**
 * A text that many follow, made anew at most so often for all of them together: each follower of
 * its own would make and keep a whole one, and settings of roles may be a megabyte long.
 */
final class SharedText {
  private final Supplier<String> source;
  private final long lifeNanos;
  private String text = "";
  private long madeNanos;
  private boolean made;

  /**
   * A text that is made when it is first asked for.
   *
   * @param lifeMillis for how long one that was made is good
   */
  SharedText(Supplier<String> source, long lifeMillis) {
    this.source = source;
    this.lifeNanos = lifeMillis * 1_000_000;
  }

  /** The text; the very same one for as long as it says the same. */
  synchronized String get() {
    if (!made || System.nanoTime() - madeNanos > lifeNanos) {
      String fresh = source.get();
      text = fresh.equals(text) ? text : fresh;
      // From its end on: one that takes longer than its life would be made for each who waits.
      madeNanos = System.nanoTime();
      made = true;
    }
    return text;
  }
}
