package org.greenwave.proving.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Ports of loopback that nobody uses, so that a trial can run beside a demo.
 *
 * @param first the first server's; the next servers' lie ten higher each, the database's after them
 * @param field unit n of the field answers on this one + n
 */
record Ports(int first, int field) implements Site {
  private static final int BETWEEN = 10;
  private static final int DATABASE = 30;
  private static final int OF_A_SERVER = 5;
  private static final int LOWEST = 21_000;
  private static final int HIGHEST = 29_000;
  private static final int STEP = 100;
  private static final int FIELD_ABOVE = 1_000;

  /** Finds ports for three servers, a database, and so many units. */
  static Ports free(int units) throws IOException {
    for (int first = LOWEST; first < HIGHEST; first += STEP) {
      Ports ports = new Ports(first, first + FIELD_ABOVE);
      if (ports.free() && ports.fieldFree(units)) {
        return ports;
      }
    }
    throw new IOException("too many ports of loopback between 21000 and 30000 are in use");
  }

  private int server(int index) {
    return first + index * BETWEEN;
  }

  private int database() {
    return first + DATABASE;
  }

  @Override
  public String address(String process) {
    return "127.0.0.1";
  }

  @Override
  public int port(String process) {
    return switch (process) {
      case LocalCluster.DATABASE -> database();
      case LocalCluster.FIELD -> field;
      case String server -> server(LocalCluster.SERVERS.indexOf(server));
    };
  }

  @Override
  public List<String> inside(String process, List<String> command) {
    return command;
  }

  @Override
  public void close() {}

  private boolean free() {
    for (int server = 0; server < DATABASE / BETWEEN; server++) {
      for (int at = 0; at < OF_A_SERVER; at++) {
        if (!tcpFree(server(server) + at)) {
          return false;
        }
      }
    }
    return tcpFree(database());
  }

  private boolean fieldFree(int units) {
    for (int unit = 0; unit <= units; unit++) {
      if (!udpFree(field + unit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean tcpFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static boolean udpFree(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramSocket socket = new DatagramSocket(address)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
