package org.greenwave.tss.source;

/**
 * How a source or a unit is.
 *
 * @param level how loud it is
 * @param sentence the same for a person, with what to do if something is wrong
 */
public record SourceStatus(Level level, String sentence) {
  /** How loud a status is; the names are those of the API, in lower case. */
  public enum Level {
    OK("ok"),
    WARNING("warning"),
    ERROR("error");

    private final String label;

    Level(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
