package org.greenwave.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.greenwave.server.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers without a right who send much, and never all of it, to one whole server. */
class GreedyCallersTest {
  private static final int CALLERS = 250;
  private static final int CHUNK_BYTES = 0xFFFFF;
  private static final int LEFT_OUT = 5;
  private static final int MOST_WHO_HOLD = 17;
  private static final int READ_MILLIS = 2;

  @TempDir Path folder;
  private RunningServer server;
  private int port;
  private final List<Socket> callers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    port = FreePorts.first();
    List<String> flags =
        List.of(
            "--name alpha --data %s --port %d --database none --https off"
                .formatted(folder.resolve("alpha"), port)
                .split(" "));
    server =
        RunningServer.start(
            Configuration.of(flags),
            failure -> {
              throw new AssertionError("A law is broken", failure);
            });
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket caller : callers) {
      caller.close();
    }
    server.close();
  }

  @Test
  void unfinishedChunksOfManyCallersDoNotUseTheMemoryUp() throws Exception {
    for (int number = 0; number < CALLERS; number++) {
      call();
    }

    List<Socket> holding = new ArrayList<>(callers);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> {
          holding.removeIf(caller -> !held(caller));
          return holding.size() <= MOST_WHO_HOLD;
        });
    assertThat(send(request("/health").GET()).statusCode()).isEqualTo(200);
    String login = "{\"name\":\"nobody\",\"password\":\"%s\"}".formatted("x".repeat(9_000));
    assertThat(send(request("/api/v1/login").POST(BodyPublishers.ofString(login))).statusCode())
        .isBetween(400, 499);
  }

  private void call() throws IOException {
    Socket caller = new Socket("127.0.0.1", port);
    callers.add(caller);
    String head =
        "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n%X\r\n"
            .formatted(CHUNK_BYTES);
    try {
      caller.getOutputStream().write(head.getBytes(US_ASCII));
      caller.getOutputStream().write(new byte[CHUNK_BYTES - LEFT_OUT]);
    } catch (IOException _) {
      // Sent away in the middle; whether that is so is asked below.
    }
  }

  /** Whether the server still waits for the rest of what a caller sends. */
  private static boolean held(Socket caller) {
    try {
      caller.setSoTimeout(READ_MILLIS);
      caller.getInputStream().read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(5));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
