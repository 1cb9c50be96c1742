package org.greenwave.sensors;

/** What a sample is worth. The code is what the database stores: never renumber. */
public enum Quality {
  /** Measured as it should be. */
  OK(0, "ok"),
  /** The device says that it has no values for the period, or only some of them. */
  MISSING(1, "missing"),
  /** Measured, but something speaks against the values: kept, shown, left out of sums. */
  SUSPECT(2, "suspect"),
  /** The detector says that it has failed: kept, left out of sums. */
  FAILED(3, "failed");

  private final int code;
  private final String label;

  Quality(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The number that the database stores. */
  public int code() {
    return code;
  }

  /** The word that people and programs see. */
  public String label() {
    return label;
  }

  /** The quality with a code; an unknown code is suspect. */
  public static Quality of(int code) {
    return code >= 0 && code < values().length ? values()[code] : SUSPECT;
  }
}
