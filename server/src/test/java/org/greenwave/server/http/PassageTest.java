package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an answer whose sender falls silent without closing anything. */
@Timeout(30)
class PassageTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Test
  void aSenderThatFallsSilentIsGivenUp() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient()) {
      Thread.ofVirtual().start(() -> says(listener, "half "));
      InputStream body = asked(client, listener);
      assertThatThrownBy(() -> Passage.through(body, out, PATIENCE))
          .isInstanceOf(IOException.class);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("half ");
  }

  @Test
  void aWholeBodyPasses() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient()) {
      Thread.ofVirtual().start(() -> says(listener, "ten bytes."));
      Passage.through(asked(client, listener), out, PATIENCE);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("ten bytes.");
  }

  private static InputStream asked(HttpClient client, ServerSocket listener) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream()).body();
  }

  /** Answers, and then stays connected without a word until the other side hangs up. */
  private static void says(ServerSocket listener, String text) {
    try (Socket caller = listener.accept()) {
      caller.getOutputStream().write((HEAD + text).getBytes(StandardCharsets.UTF_8));
      caller.getInputStream().transferTo(new ByteArrayOutputStream());
    } catch (IOException _) {
      // The other side has hung up.
    }
  }
}
