package org.greenwave.server.core;

/** Leadership cannot be handed on while it is being changed who votes. */
public final class VotesChangeException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String SENTENCE =
      "A Directory server is being given its vote, or one is taken away; leadership cannot be"
          + " handed over meanwhile. Try again in half a minute.";

  VotesChangeException() {
    super(SENTENCE);
  }

  /** What to tell whoever has asked. */
  public String sentence() {
    return SENTENCE;
  }
}
