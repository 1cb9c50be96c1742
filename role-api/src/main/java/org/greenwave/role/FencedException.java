package org.greenwave.role;

/**
 * The role database refuses a fence: a newer one has been activated, or the database is not the one
 * any more in which it was raised.
 */
public final class FencedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final long offered;
  private final long held;

  public FencedException(long offered, long held) {
    this(
        offered,
        held,
        "The role database holds fence " + held + " and refuses fence " + offered + ".");
  }

  private FencedException(long offered, long held, String sentence) {
    super(sentence);
    this.offered = offered;
    this.held = held;
  }

  /** The server itself lets the role write no more. */
  public static FencedException withdrawn(long offered) {
    return new FencedException(
        offered, offered, "The server has withdrawn fence " + offered + " from the role.");
  }

  /** The database is not the one any more in which the fence was raised. */
  public static FencedException otherHistory(long offered, long held, Exception why) {
    FencedException refused =
        new FencedException(
            offered,
            held,
            "The role database was replaced, restored or promoted since fence "
                + offered
                + " was raised.");
    refused.initCause(why);
    return refused;
  }

  /** The fence under which the write was tried. */
  public long offered() {
    return offered;
  }

  /** The fence that the database holds. */
  public long held() {
    return held;
  }
}
