package org.greenwave.server.export;

/** An export cannot be made or read; the message says why, and what to do. */
public final class ExportException extends Exception {
  private static final long serialVersionUID = 1L;

  public ExportException(String sentence) {
    super(sentence);
  }
}
