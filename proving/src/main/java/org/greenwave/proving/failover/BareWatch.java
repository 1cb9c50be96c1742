package org.greenwave.proving.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.figures.Bare;
import org.greenwave.proving.figures.Figures;

/**
 * The floor: one JVM watches a connection to another, which is killed. Nothing can notice a death
 * sooner without being asked by the dead.
 */
final class BareWatch {
  private BareWatch() {}

  /** Without an argument the one that is watched; with a port the one that watches. */
  public static void main(String[] arguments) throws IOException {
    Bare.endWithParent();
    if (arguments.length == 0) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket held = accepted(server)) {
        held.getInputStream().read();
      }
      return;
    }
    int port = Integer.parseInt(arguments[0]);
    try (Socket watched = new Socket(InetAddress.getLoopbackAddress(), port)) {
      System.out.println(System.nanoTime());
      awaitEnd(watched);
      System.out.println(System.nanoTime());
    }
  }

  private static Socket accepted(ServerSocket server) throws IOException {
    System.out.println(server.getLocalPort());
    return server.accept();
  }

  private static void awaitEnd(Socket watched) {
    try {
      int heard = watched.getInputStream().read();
      System.err.print(heard < 0 ? "" : "?");
    } catch (IOException reset) {
      return;
    }
  }

  /** Measures so many deaths, in milliseconds. */
  static Figures measure(int count) throws IOException {
    List<Double> times = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      try (Bare watched = Bare.start(BareWatch.class);
          Bare watcher = Bare.start(BareWatch.class, String.valueOf(watched.number()))) {
        watcher.number();
        long killed = watched.kill();
        times.add((watcher.number() - killed) / 1e6);
      }
    }
    return new Figures(times);
  }
}
