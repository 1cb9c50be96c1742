package org.greenwave.server.notice;

/** A notice has not arrived; the message says why. */
final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;

  UndeliveredException(String sentence) {
    super(sentence);
  }

  /** Because of something that the machine or the receiver said, which may be anything. */
  UndeliveredException(String sentence, Throwable cause) {
    super(sentence + ": " + words(cause), cause);
  }

  private static String words(Throwable cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
    String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
