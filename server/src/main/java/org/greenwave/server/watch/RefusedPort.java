package org.greenwave.server.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * What it is called here that nobody listens on a port. The words are the C library's, in the
 * language of whoever started the process, and nothing else tells a refusal from other failures.
 */
final class RefusedPort {
  private static final String USUAL = "Connection refused";

  private final String here = tried();

  /** Whether a connection failed because the port was refused. */
  boolean is(ConnectException failure) {
    String words = String.valueOf(failure.getMessage());
    return words.startsWith(here) || words.startsWith(USUAL);
  }

  /** Calls a port on which nobody listens any more. */
  private static String tried() {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      int port;
      try (ServerSocket open = new ServerSocket(0, 1, here)) {
        port = open.getLocalPort();
      }
      try (Socket _ = new Socket(here, port)) {
        return USUAL; // somebody else was given the port
      }
    } catch (ConnectException refused) {
      return String.valueOf(refused.getMessage());
    } catch (IOException _) {
      return USUAL;
    }
  }
}
