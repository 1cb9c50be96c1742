package org.greenwave.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class DemoPortsTest {
  private static final DemoOptions OPTIONS = free();

  /** Ports that nobody on this machine uses now. */
  private static DemoOptions free() {
    for (int port = 20_000; port < 32_000; port += 100) {
      DemoOptions options =
          new DemoOptions(true, 3, 5, 2, port, port + 50, 60, java.util.Optional.empty());
      if (DemoPorts.trouble(options).isEmpty()) {
        return options;
      }
    }
    throw new IllegalStateException("No free ports between 20000 and 32000.");
  }

  @Test
  void aTakenPortIsOneSentenceWithWhatToDo() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket taken = new ServerSocket(OPTIONS.port("beta") + 2, 1, loopback)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(DemoPorts.trouble(OPTIONS).orElse(""))
          .startsWith("TCP port " + (OPTIONS.port("beta") + 2) + " (beta) of 127.0.0.1 is in use")
          .contains("--ports");
    }
  }

  @Test
  void aTakenPortOfTheFieldToo() throws IOException {
    var address = new InetSocketAddress("127.0.0.1", OPTIONS.fieldPort() + 5);
    try (DatagramSocket taken = new DatagramSocket(address)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(DemoPorts.trouble(OPTIONS).orElse(""))
          .contains((OPTIONS.fieldPort() + 5) + " (unit 5)");
    }
  }
}
