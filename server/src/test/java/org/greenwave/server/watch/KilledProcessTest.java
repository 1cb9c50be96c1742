package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.greenwave.server.FreePorts;
import org.junit.jupiter.api.Test;

/** A process with much memory is killed: its death watch ends before its other sockets do. */
class KilledProcessTest {
  private static final int MEGABYTES = 300;
  private static final int MOST_ROUNDS = 8;
  private static final double CLEARLY_LESS = 0.85;

  /** How long after a connection the port may end, both of a process that is killed. */
  private static final Duration AFTER = Duration.ofMillis(100);

  /** The process: a death listener, an ordinary connection, and memory that is taken down. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      int port = Integer.parseInt(args[0]);
      try (DeathListener listener =
              new DeathListener(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  "alpha 1\n",
                  (_, _) -> "tester",
                  _ -> {});
          java.net.ServerSocket ordinary =
              new java.net.ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress());
          Socket caller = ordinary.accept()) {
        List<byte[]> memory = new ArrayList<>();
        for (int at = 0; at < MEGABYTES; at++) {
          byte[] touched = new byte[1 << 20];
          java.util.Arrays.fill(touched, (byte) 1);
          memory.add(touched);
        }
        caller.getOutputStream().write(memory.size() & 1);
        caller.getOutputStream().flush();
        TimeUnit.MINUTES.sleep(1);
        assertThat(listener).isNotNull();
      }
    }
  }

  @Test
  void theDeathWatchEndsBeforeOtherSocketsAndThenRefuses() throws Exception {
    assumeTrue(OwnFiles.find().isPresent(), "this system has no tables of files for threads");
    double least = Double.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && least >= CLEARLY_LESS; round++) {
      least = Math.min(least, shareOfOrdinary());
    }
    assertThat(least)
        .as("time until noticed, as a share of an ordinary socket's")
        .isLessThan(CLEARLY_LESS);
  }

  private static Process victim(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx600m",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            String.valueOf(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Anybody who reaches the port can do that. */
  @Test
  void aConnectionThatIsResetDoesNotEndTheProcess() throws Exception {
    int port = FreePorts.first();
    Process victim = victim(port);
    try {
      for (int one = 0; one < 3; one++) {
        try (Socket watch = connected(port)) {
          watch.getInputStream().readNBytes("alpha 1\n".length());
          watch.setSoLinger(true, 0);
        }
      }
      assertThat(victim.waitFor(1, TimeUnit.SECONDS)).isFalse();
      assertThat(refuses(port)).isFalse();
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private static double shareOfOrdinary() throws Exception {
    int port = FreePorts.first();
    Process victim = victim(port);
    try (Socket ordinary = connected(port + 1);
        Socket watch = connected(port)) {
      ordinary.getInputStream().read();
      watch.getInputStream().readNBytes("alpha 1\n".length());
      watch.getOutputStream().write('\n');
      long began = System.nanoTime();
      victim.destroyForcibly();
      long noticed = nanosToEnd(watch, began);
      await().pollInterval(Duration.ofMillis(1)).atMost(AFTER).until(() -> refuses(port));
      return (double) noticed / nanosToEnd(ordinary, began);
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private static Socket connected(int port) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException notYet) {
        if (System.nanoTime() > until) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static long nanosToEnd(Socket socket, long began) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // What it had still said.
      }
    } catch (IOException _) {
      // A reset is an end like any other.
    }
    return System.nanoTime() - began;
  }

  private static boolean refuses(int port) throws IOException {
    try (Socket again = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !again.isConnected();
    } catch (ConnectException refused) {
      return true;
    }
  }
}
