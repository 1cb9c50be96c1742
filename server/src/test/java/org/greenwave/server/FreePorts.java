package org.greenwave.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports of loopback for a server, below those that systems give to outgoing connections. */
public final class FreePorts {
  private static final int OF_A_SERVER = 5;
  private static int next = 11_000;

  private FreePorts() {}

  /** The first of as many free ports in a row as a server uses; never the same twice. */
  public static synchronized int first() {
    for (; ; ) {
      int first = next;
      next += OF_A_SERVER;
      if (IntStream.range(first, next).allMatch(FreePorts::free)) {
        return first;
      }
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
