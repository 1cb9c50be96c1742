package org.greenwave.app.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Looks whether the ports that the demo needs are free, before anything is started. */
final class DemoPorts {
  /** A server uses its API's port and the ones after it: consensus, wire, death watch. */
  private static final int PORTS_OF_A_SERVER = 4;

  private DemoPorts() {}

  /** The sentence that says what is in the way, if anything is. */
  static Optional<String> trouble(DemoOptions options) {
    for (String server : DemoOptions.SERVERS) {
      for (int at = 0; at < PORTS_OF_A_SERVER; at++) {
        int port = options.port(server) + at;
        if (!tcpFree(port)) {
          return Optional.of(taken("TCP port " + port + " (" + server + ")", "--ports"));
        }
      }
    }
    if (!tcpFree(options.databasePort())) {
      String which = "TCP port " + options.databasePort() + " (PostgreSQL)";
      return Optional.of(taken(which, "--ports"));
    }
    for (int unit = 1; unit <= options.units(); unit++) {
      if (!udpFree(options.fieldPort() + unit)) {
        String which = "UDP port " + (options.fieldPort() + unit) + " (unit " + unit + ")";
        return Optional.of(taken(which, "--field-ports"));
      }
    }
    return Optional.empty();
  }

  private static String taken(String which, String option) {
    return which
        + " of 127.0.0.1 is in use: end what listens there (another demo?), or choose other ports"
        + " with "
        + option
        + ".";
  }

  private static boolean tcpFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean udpFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback(), port))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
