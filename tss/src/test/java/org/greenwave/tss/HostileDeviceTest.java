package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.Site.Server;
import org.junit.jupiter.api.Test;

/** Datagrams that are not what they seem neither stop the role nor hold up another unit. */
class HostileDeviceTest {
  private static final int GARBLERS = 4;

  @Test
  void garbageFromOneUnitLeavesTheOthersAlone() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
        TestDevice good = new TestDevice(2, 7, 1);
        DatagramSocket bad = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Site site = new Site(postgres, "hostile")) {
      Thread garbler = Thread.ofPlatform().daemon().start(() -> garble(bad));
      String settings =
          Site.settings(List.of(good))
              .replace(
                  "\"units\":[",
                  "\"units\":[{\"name\":\"bad\",\"address\":\"127.0.0.1:%d\"},"
                      .formatted(bad.getLocalPort()));
      Server alpha = site.server("alpha", InstantSource.system());
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Site.count(alpha, "select count(*) from sample") >= 2 * 8);
      assertThat(Site.count(alpha, "select count(*) from gap")).isZero();
      assertThat(Site.get(alpha, "units", Map.of("q", "bad"))).contains("\"status\":\"error\"");
      assertThat(garbler.isAlive()).isTrue();
    }
  }

  /** Answers each request with garbage: noise, torn and twisted echoes, all many times. */
  private static void garble(DatagramSocket socket) {
    Random chance = new Random(1);
    byte[] buffer = new byte[2048];
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      while (!socket.isClosed()) {
        DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
        socket.receive(asked);
        for (int at = 0; at < 20; at++) {
          byte[] answer = twisted(Arrays.copyOf(buffer, asked.getLength()), at, chance);
          InetSocketAddress to = (InetSocketAddress) asked.getSocketAddress();
          (at % 5 == 0 ? stranger : socket).send(new DatagramPacket(answer, answer.length, to));
        }
      }
    } catch (IOException e) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  private static byte[] twisted(byte[] echo, int way, Random chance) {
    int response = 0xA2;
    for (int at = 0; at < 40 && at < echo.length; at++) {
      if (echo[at] == (byte) 0xA0) {
        echo[at] = (byte) response;
        break;
      }
    }
    switch (way % GARBLERS) {
      case 0 -> chance.nextBytes(echo);
      case 1 -> echo[chance.nextInt(echo.length)] ^= (byte) (1 << chance.nextInt(8));
      case 2 -> echo = Arrays.copyOf(echo, chance.nextInt(echo.length) + 1);
      default -> Arrays.fill(echo, echo.length / 2, echo.length, (byte) chance.nextInt());
    }
    return echo;
  }
}
