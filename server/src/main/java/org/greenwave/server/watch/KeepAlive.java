package org.greenwave.server.watch;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * Probes by which the kernel finds out that the other end of a connection is gone without a word:
 * its machine has lost its power, or the word was lost on the way. Left to itself it asks for the
 * first time after two hours.
 */
final class KeepAlive {
  private static final int IDLE_SECONDS = 5;
  private static final int BETWEEN_SECONDS = 2;
  private static final int PROBES = 3;

  private KeepAlive() {}

  /** Probes a connection from now on. */
  static void on(Socket connection) throws IOException {
    connection.setKeepAlive(true);
    set(connection, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(connection, ExtendedSocketOptions.TCP_KEEPINTERVAL, BETWEEN_SECONDS);
    set(connection, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
  }

  /** Not every system lets itself be told. */
  private static void set(Socket connection, SocketOption<Integer> option, int value)
      throws IOException {
    if (connection.supportedOptions().contains(option)) {
      connection.setOption(option, value);
    }
  }
}
