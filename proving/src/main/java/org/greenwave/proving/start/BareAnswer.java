package org.greenwave.proving.start;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.figures.Bare;
import org.greenwave.proving.figures.Figures;

/** The floor: a JVM that does nothing but open an HTTP port. */
final class BareAnswer {
  private BareAnswer() {}

  public static void main(String[] arguments) throws IOException {
    Bare.endWithParent();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.start();
    System.out.println(System.nanoTime());
  }

  /** Measures so many starts, in milliseconds. */
  static Figures measure(int count) throws IOException {
    List<Double> times = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      long began = System.nanoTime();
      try (Bare server = Bare.start(BareAnswer.class)) {
        times.add((server.number() - began) / 1e6);
      }
    }
    return new Figures(times);
  }
}
