package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The death watch on real sockets. */
class DeathWatchTest {
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
  private int port;
  private DeathWatch watch;

  @BeforeEach
  void watch() {
    port = FreePorts.first();
    watch =
        new DeathWatch(
            "beta",
            new DeathWatch.Listener() {
              @Override
              public void ended(String server, String incarnation) {
                seen.add(server + " " + incarnation + " ended");
              }

              @Override
              public void lives(String server, String incarnation) {
                seen.add(server + " " + incarnation + " lives");
              }
            },
            _ -> new Endpoints("127.0.0.1", 1, 1, 1, port));
    watch.keep(Set.of("alpha"));
  }

  @AfterEach
  void close() {
    watch.close();
  }

  private DeathListener process(String incarnation) throws IOException {
    return new DeathListener(
        new InetSocketAddress("127.0.0.1", port), "alpha", incarnation, lost::add);
  }

  private String next() throws InterruptedException {
    String event = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return event == null ? "nothing" : event;
  }

  @Test
  void aWatchedProcessIsSeenToLiveAndTheWatcherIsKnownByName() throws Exception {
    try (DeathListener alpha = process("1")) {
      assertThat(next()).isEqualTo("alpha 1 lives");
      watch.close();
      assertThat(lost.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("beta");
      assertThat(alpha).isNotNull();
    }
  }

  @Test
  void aProcessHasEndedWhenItsConnectionEndsAndItsPortRefuses() throws Exception {
    try (ServerSocket process = new ServerSocket()) {
      process.setReuseAddress(true);
      process.bind(new InetSocketAddress("127.0.0.1", port));
      try (Socket watched = process.accept()) {
        watched.getOutputStream().write("alpha 7\n".getBytes(StandardCharsets.UTF_8));
        assertThat(next()).isEqualTo("alpha 7 lives");
      }
    }
    assertThat(next()).isEqualTo("alpha 7 ended");
    try (DeathListener restarted = process("8")) {
      assertThat(restarted).isNotNull();
      assertThat(seen).allMatch(event -> event.equals("alpha 7 ended"));
    }
  }

  @Test
  void anotherServerOnTheSamePortIsNoEvidence() throws Exception {
    try (ServerSocket stranger = new ServerSocket()) {
      stranger.setReuseAddress(true);
      stranger.bind(new InetSocketAddress("127.0.0.1", port));
      try (Socket caller = stranger.accept()) {
        caller.getOutputStream().write("SSH-2.0-OpenSSH\n".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(seen.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void aPortThatRefusesBeforeAnyoneWasSeenIsNoEvidence() throws Exception {
    assertThat(seen.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }
}
