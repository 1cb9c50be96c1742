package org.greenwave.role;

/** The role database refuses a fence because a newer one has been activated. */
public final class FencedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final long offered;
  private final long held;

  public FencedException(long offered, long held) {
    super("The role database holds fence " + held + " and refuses fence " + offered + ".");
    this.offered = offered;
    this.held = held;
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
