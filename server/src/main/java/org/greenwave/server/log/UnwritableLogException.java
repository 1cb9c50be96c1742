package org.greenwave.server.log;

/** The log of this server cannot be written any more, which a full disk does. */
public final class UnwritableLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwritableLogException(Throwable cause) {
    super(
        "The log of the Directory cannot be written (%s); see whether the disk is full."
            .formatted(cause.getMessage()),
        cause);
  }

  UnwritableLogException(String sentence) {
    super(sentence);
  }
}
