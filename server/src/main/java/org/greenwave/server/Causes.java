package org.greenwave.server;

import java.net.BindException;

/** What went wrong, in a sentence for the person who started the server. */
final class Causes {
  private Causes() {}

  static String sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "a port is in use already ("
            + cause.getMessage()
            + "); give --port another number, it uses that one and the next four.";
      }
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
