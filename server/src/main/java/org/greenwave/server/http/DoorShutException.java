package org.greenwave.server.http;

/** A door has shut by itself and could not be opened for long; another process may fare better. */
public final class DoorShutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DoorShutException(String address) {
    super(
        "Nobody could call this server at "
            + address
            + " for five minutes; are there too many open files, or has something else taken the"
            + " port?");
  }
}
