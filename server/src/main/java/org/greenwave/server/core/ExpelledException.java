package org.greenwave.server.core;

/** This server belongs to the system no more: it was removed, or another has taken its place. */
public final class ExpelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The leader has said so.
   *
   * @param replaced whether another machine has taken its name and places
   */
  public ExpelledException(String server, boolean replaced) {
    this(
        replaced
            ? "Another machine has taken the place of %s.".formatted(server)
            : "%s was removed from the system.".formatted(server));
  }

  /** Because of what the server's folder says. */
  public ExpelledException(String sentence) {
    super(sentence);
  }
}
