package org.greenwave.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer is waited for to its end, and a server that stops in the middle is not. */
@Timeout(20)
final class ListeningTest {
  private static final String BEGINNING = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

  @SuppressWarnings("NullAway.Init")
  private ServerSocket server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    client.shutdownNow();
    server.close();
  }

  @Test
  void aServerThatFreezesInTheMiddleOfItsAnswerIsLeft() {
    says(BEGINNING + "ab");
    assertThatThrownBy(() -> ask(millis(400), Duration.ofMinutes(1)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aSlowAnswerIsHeardToItsEnd() throws IOException {
    says(BEGINNING, 600, "a", 600, "b", 600, "c", 600, "d");
    assertThat(ask(millis(1_500), Duration.ofMinutes(1))).isEqualTo("abcd");
  }

  @Test
  void anAnswerThatOnlyDripsIsLeftAsWell() {
    says(BEGINNING, 300, "a", 300, "b", 300, "c");
    assertThatThrownBy(() -> ask(Duration.ofMinutes(1), millis(600)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private String ask(Duration silence, Duration whole) throws IOException {
    URI at = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(10)).build();
    byte[] body = new Listening(silence, whole).answer(client, request, 1_000).body();
    return new String(body, StandardCharsets.US_ASCII);
  }

  /** Says texts to the first caller, with pauses in milliseconds, then nothing until it leaves. */
  private void says(Object... texts) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket caller = server.accept();
              OutputStream out = caller.getOutputStream()) {
            for (Object each : texts) {
              if (each instanceof Integer pause) {
                LockSupport.parkNanos(pause * 1_000_000L);
              } else {
                out.write(each.toString().getBytes(StandardCharsets.US_ASCII));
                out.flush();
              }
            }
            caller.getInputStream().transferTo(OutputStream.nullOutputStream());
          } catch (IOException _) {
            // The caller has left, as it should.
          }
        });
  }
}
