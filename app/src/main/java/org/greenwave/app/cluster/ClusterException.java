package org.greenwave.app.cluster;

/** A process did not do what it was started for; the message is ready for people. */
public final class ClusterException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence, and the last lines of a log if there are any. */
  public ClusterException(String sentence) {
    super(sentence);
  }
}
