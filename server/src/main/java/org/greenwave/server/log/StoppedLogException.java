package org.greenwave.server.log;

/**
 * The log of the Directory has stopped on this server, which would go on without voting or storing
 * anything.
 */
public final class StoppedLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedLogException() {
    super(sentence("it tells why further up in its log"));
  }

  private StoppedLogException(Throwable cause) {
    super(sentence(cause.toString()), cause);
  }

  private static String sentence(String why) {
    return ("The log of the Directory has stopped on this server (%s); the server has to be started"
            + " anew. If this comes again, let another machine take its place.")
        .formatted(why);
  }

  /** What stopped it, as the one who has to end the server is told. */
  static RuntimeException by(Throwable why) {
    return why instanceof RuntimeException itself ? itself : new StoppedLogException(why);
  }
}
