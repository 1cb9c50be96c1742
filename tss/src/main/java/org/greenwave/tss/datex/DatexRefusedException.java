package org.greenwave.tss.datex;

import org.jspecify.annotations.Nullable;

/** A document that is not taken: what is wrong with it, where, and what to do. */
public final class DatexRefusedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final int line;
  private final int column;

  /** What kind of thing is wrong, for callers that act on it. */
  public enum Kind {
    /** The bytes are not well-formed XML, or end too early. */
    MALFORMED,
    /** The document is well-formed, but not the publication that is wanted. */
    NOT_DATEX,
    /** A limit on size, depth, number or name was passed. */
    TOO_LARGE,
    /** The data refer to a site table, or a version of one, that is not here. */
    OTHER_TABLE
  }

  DatexRefusedException(Kind kind, String what, int line, int column, @Nullable Throwable cause) {
    super(line > 0 ? "At line %d, column %d: %s".formatted(line, column, what) : what, cause);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  /** What kind of thing is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The line where it was seen, 1 for the first; 0 when no place can be named. */
  public int line() {
    return line;
  }

  /** The column where it was seen, 1 for the first; 0 when no place can be named. */
  public int column() {
    return column;
  }

  /** The refusal for a person. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
