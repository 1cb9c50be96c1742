package org.greenwave.tss.ntcip;

/**
 * When a unit is to be asked anew what it has: when something tells that it may have changed, and
 * about once an hour without that. Times are of a steady clock; guarded by its device's lock.
 */
final class Rediscovery {
  /** A unit that seems to change all the time is not asked more often than that. */
  private static final long AGAIN_MILLIS = 10_000;

  private static final long REGULAR_MILLIS = 3_600_000;
  private static final int MOST_POLLS_IN_VAIN = 3;

  /** So often a unit is asked for what it does not say, each time later: five minutes in all. */
  private static final int MOST_UNSAID = 6;

  private final long spreadMillis;
  private boolean wanted;
  private long earliestMillis = Long.MIN_VALUE;
  private long regularMillis = Long.MAX_VALUE;
  private int inVain;
  private int unsaid;

  /** The spread keeps a field from being asked all at once. */
  Rediscovery(long spreadMillis) {
    this.spreadMillis = spreadMillis;
  }

  /** Something tells that the unit may have changed. */
  void want() {
    wanted = true;
  }

  /** When it is due; never again soon after one that was answered. */
  long dueMillis() {
    return Math.max(earliestMillis, wanted ? Long.MIN_VALUE : regularMillis);
  }

  /** When one may begin, though nothing tells that it is needed. */
  long earliestMillis() {
    return earliestMillis;
  }

  /** A poll brought something. */
  void heard() {
    inVain = 0;
  }

  /** A poll brought nothing: the unit may be another one when it is back. */
  void heardNothing() {
    inVain++;
    wanted |= inVain == MOST_POLLS_IN_VAIN;
  }

  /** Whether zones of which the unit says nothing stay: it may have been started just now. */
  boolean isPatient() {
    return unsaid < MOST_UNSAID - 1;
  }

  /** Whether the unit has told of all zones that it had. */
  void said(boolean all) {
    unsaid = all ? 0 : unsaid + 1;
  }

  /** What the unit has is known and registered. */
  void completed(long nowMillis) {
    wanted = unsaid > 0 && unsaid < MOST_UNSAID;
    inVain = 0;
    earliestMillis = nowMillis + (AGAIN_MILLIS << Math.max(0, Math.min(unsaid, MOST_UNSAID) - 1));
    regularMillis = nowMillis + REGULAR_MILLIS + spreadMillis;
  }

  /** The unit answered, but cannot be used as it is. */
  void refused(long nowMillis) {
    wanted = true;
    earliestMillis = nowMillis + AGAIN_MILLIS;
  }
}
