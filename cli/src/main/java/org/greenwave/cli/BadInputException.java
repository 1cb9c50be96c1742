package org.greenwave.cli;

/** What was typed or named cannot be used; the sentence says what to do. */
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  BadInputException(String sentence) {
    super(sentence);
  }
}
