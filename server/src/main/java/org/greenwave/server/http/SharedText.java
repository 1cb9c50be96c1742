package org.greenwave.server.http;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A text that many read or follow, made anew at most so often for all of them together: each of its
 * own would make and keep a whole one, and settings of roles may be a megabyte long. What has been
 * changed on record since is never left out (law L7).
 */
final class SharedText {
  private final Supplier<String> source;
  private final LongSupplier version;
  private final long lifeNanos;
  private String text = "";
  private long madeNanos;
  private long madeOfVersion;
  private boolean made;

  /**
   * A text that is made when it is first asked for.
   *
   * @param version what is on record; one that was made of another is not good any more
   * @param lifeMillis for how long one that was made is good
   */
  SharedText(Supplier<String> source, LongSupplier version, long lifeMillis) {
    this.source = source;
    this.version = version;
    this.lifeNanos = lifeMillis * 1_000_000;
  }

  /** The text; the very same one for as long as it says the same. */
  synchronized String get() {
    long present = version.getAsLong();
    if (!made || present != madeOfVersion || System.nanoTime() - madeNanos > lifeNanos) {
      String fresh = source.get();
      text = fresh.equals(text) ? text : fresh;
      // From its end on: one that takes longer than its life would be made for each who waits.
      madeNanos = System.nanoTime();
      madeOfVersion = present;
      made = true;
    }
    return text;
  }
}
