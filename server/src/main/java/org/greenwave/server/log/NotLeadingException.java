package org.greenwave.server.log;

/** This server does not lead the Directory, so the log did not take its command. */
public final class NotLeadingException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotLeadingException(String detail) {
    super(detail);
  }
}
