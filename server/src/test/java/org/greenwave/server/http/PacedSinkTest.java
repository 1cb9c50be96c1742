package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.FreePorts;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real door with a single place, so that there is a crowd, and clients who take their answers
 * slowly or not at all.
 */
class PacedSinkTest {
  private static final int MUCH = 16 << 20;
  private static final int READ_BYTES = 1 << 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

  private final int port = FreePorts.first();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  @TempDir Path folder;
  private Optional<Trust> trust = Optional.empty();
  private Optional<Entrance> entrance = Optional.empty();

  /** With what the door is reached. */
  private enum Way {
    PLAIN,
    TLS_1_2,
    TLS_1_3
  }

  private void open(Way way) throws IOException {
    Optional<Tls> tls = way == Way.PLAIN ? Optional.empty() : Optional.of(tls());
    entrance =
        Optional.of(
            new Entrance(
                new Entrance.Opening(
                    "127.0.0.1",
                    port,
                    tls,
                    routing ->
                        routing
                            .get("/little", (_, response) -> response.send("welcome"))
                            .get(
                                "/much",
                                (_, response) -> {
                                  begun.release();
                                  try {
                                    response.send(new byte[MUCH]);
                                  } finally {
                                    ended.release();
                                  }
                                })),
                new Connections(new Intake(), 1)));
  }

  private Tls tls() throws IOException {
    Endpoints at = new Endpoints("127.0.0.1", port, 1, 1, 1);
    Server alpha = new Server("alpha", Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-alpha");
    TrustFolder own = new TrustFolder(Files.createDirectories(folder.resolve("alpha")));
    Trust.found(own, alpha, Trust.LIFE);
    Trust opened = Trust.open(own, alpha, Trust.LIFE);
    trust = Optional.of(opened);
    return DoorPolicy.outer(opened.outerDoor(Optional.empty()));
  }

  @AfterEach
  void close() {
    entrance.ifPresent(Entrance::close);
  }

  private Socket call(Way way, String path) throws Exception {
    Socket socket =
        switch (way) {
          case PLAIN -> new Socket("127.0.0.1", port);
          case TLS_1_2 -> secured("TLSv1.2");
          case TLS_1_3 -> secured("TLSv1.3");
        };
    socket.setSoTimeout(20_000);
    String request = "GET %s HTTP/1.1\r\nHost: door\r\n\r\n".formatted(path);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private Socket secured(String version) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("authority", trust.orElseThrow().authority());
    TrustManagerFactory trusting = TrustManagerFactory.getInstance("PKIX");
    trusting.init(known);
    SSLContext context = SSLContext.getInstance(version);
    context.init(null, trusting.getTrustManagers(), null);
    return context.getSocketFactory().createSocket("127.0.0.1", port);
  }

  @ParameterizedTest
  @EnumSource
  void whoReadsNothingOfItsAnswerMakesPlaceForTheNext(Way way) throws Exception {
    open(way);
    try (Socket _ = call(way, "/much")) {
      assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      try (Socket next = call(way, "/little")) {
        assertThat(next.getInputStream().read()).isEqualTo('H');
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoReadsSlowlyGetsItAll(Way way) throws Exception {
    open(way);
    try (Socket socket = call(way, "/much")) {
      assertThat(readSlowly(socket.getInputStream())).isGreaterThanOrEqualTo(MUCH);
    }
  }

  private static long readSlowly(InputStream in) throws IOException {
    byte[] part = new byte[READ_BYTES];
    long read = 0;
    while (read < MUCH) {
      int more = in.readNBytes(part, 0, (int) Math.min(READ_BYTES, MUCH - read));
      if (more == 0) {
        return read;
      }
      read += more;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return read;
  }
}
