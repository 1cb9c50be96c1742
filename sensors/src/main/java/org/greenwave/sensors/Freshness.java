package org.greenwave.sensors;

/** Whether a zone still speaks, judged by the age of its last sample. */
public enum Freshness {
  /** The last sample is as young as it should be. */
  OK("ok"),
  /** No sample for longer than the stale age, or one of a time that has not come yet. */
  STALE("stale"),
  /** No sample for longer than the no-data threshold. */
  NO_DATA("no data"),
  /** No sample ever. */
  UNKNOWN("unknown");

  private final String label;

  Freshness(String label) {
    this.label = label;
  }

  /** The word that people and programs see. */
  public String label() {
    return label;
  }

  /**
   * Ages at which a zone is stale and without data.
   *
   * @param staleMillis older is stale
   * @param noDataMillis older is no data; not less than the stale age
   * @param aheadMillis a period that ends later than that from now on is no measured one
   */
  public record Limits(long staleMillis, long noDataMillis, long aheadMillis) {
    /** Clocks that keep time differ by some seconds at most. */
    private static final int LEAST_AHEAD_SECONDS = 15;

    /** Ends that follow a unit's own count are corrected before they are ahead by that much. */
    private static final int AHEAD_PERIODS = 2;

    /**
     * The limits of a zone: what was set, but never less than three periods for stale and ten for
     * no data, so that a slow zone is not called stale between two samples.
     */
    public static Limits of(int periodSeconds, int staleAfterSeconds, int noDataAfterSeconds) {
      long stale = Math.max(staleAfterSeconds, 3L * periodSeconds) * 1000;
      long none = Math.max(noDataAfterSeconds, 10L * periodSeconds) * 1000;
      long ahead = Math.max(LEAST_AHEAD_SECONDS, AHEAD_PERIODS * periodSeconds) * 1000L;
      return new Limits(stale, Math.max(stale, none), ahead);
    }
  }

  /** Judges a zone by the end of its last period; 0 means that it never had one. */
  public static Freshness of(long lastPeriodEndMillis, long nowMillis, Limits limits) {
    if (lastPeriodEndMillis == 0) {
      return UNKNOWN;
    }
    long age = nowMillis - lastPeriodEndMillis;
    if (age > limits.noDataMillis()) {
      return NO_DATA;
    }
    return age > limits.staleMillis() || -age > limits.aheadMillis() ? STALE : OK;
  }
}
