package org.greenwave.server.inheritance;

/** A system cannot be carried on in this way; the message says why, and what to do. */
public final class NoInheritanceException extends Exception {
  private static final long serialVersionUID = 1L;

  NoInheritanceException(String sentence) {
    super(sentence);
  }
}
