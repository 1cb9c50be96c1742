package org.greenwave.proving.garbage;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Calls to the port on which servers talk to each other, from somebody who knows how they talk. */
final class WireGarbage {
  private static final int WIRE_ABOVE_API = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int IMMENSE = 60 << 20;

  private final InetSocketAddress wire;
  private final String hello;

  /**
   * Garbage for one server.
   *
   * @param api the server's API
   * @param system the system's id, which the API tells everybody
   */
  WireGarbage(URI api, String system) {
    wire = new InetSocketAddress(api.getHost(), api.getPort() + WIRE_ABOVE_API);
    hello =
        """
        {"@type":"Hello","systemId":"%s","incarnation":"1","server":{"name":"nobody",
        "kind":"EXPANSION","release":"0.1.0","database":null,"endpoints":
        {"host":"127.0.0.1","api":1,"consensus":2,"wire":3,"deathWatch":4}}}\
        """
            .formatted(system);
  }

  /** Says everything that is wrong. */
  void say() throws IOException {
    for (String frame : frames()) {
      call(frame);
      call(hello, frame);
    }
    immense();
  }

  private static List<String> frames() {
    return List.of(
        "null",
        "{}",
        "[]",
        "nonsense",
        "{\"@type\":\"Hello\"}",
        "{\"@type\":\"BeatSent\"}",
        "{\"@type\":\"BeatSent\",\"beat\":{}}",
        "{\"@type\":\"BeatSent\",\"beat\":{\"roles\":{\"tss\":{}},\"gone\":{},\"roleTypes\":{}}}",
        "{\"@type\":\"HandedOver\"}",
        "{\"@type\":\"Published\"}",
        "{\"@type\":\"Snapshot\"}",
        "{\"@type\":\"NoSuch\"}",
        "{\"@type\":" + "[".repeat(10_000));
  }

  private void call(String... frames) throws IOException {
    try (Socket socket = connected();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      for (String frame : frames) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      out.flush();
      socket.setSoTimeout(200);
      socket.getInputStream().read();
    } catch (IOException hungUp) {
      // It is the server's right to hang up, or to say nothing.
    }
  }

  /** A stranger announces more than he may say, and is not listened to for long. */
  private void immense() throws IOException {
    try (Socket socket = connected();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      out.writeInt(IMMENSE);
      byte[] portion = new byte[1 << 20];
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < until) {
        out.write(portion);
      }
      throw new AssertionError("a stranger was listened to for " + PATIENCE.toSeconds() + " s");
    } catch (IOException hungUp) {
      // As it should.
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.connect(wire, 2_000);
    return socket;
  }
}
