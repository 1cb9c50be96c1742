package org.greenwave.cli;

/** What was typed or named cannot be used; the sentence says what to do. */
public final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadInputException(String sentence) {
    super(sentence);
  }
}
