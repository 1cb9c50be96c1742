package org.greenwave.proving.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.greenwave.proving.Verdict;

/** Too much, too slowly, and too many at once, all of it over TLS or on the way to it. */
final class Burden {
  private static final int IDLE = 1_500;
  private static final int HALF_OPEN = 200;
  private static final int FAILED = 1_200;
  private static final int SLOW = 20;
  private static final int LONGEST_SECONDS = 25;
  private static final int TYPED_SECONDS = 15;
  private static final int LARGE_BYTES = 2 << 20;
  private static final long SECOND_NANOS = 1_000_000_000;

  /** A ClientHello of 512 bytes, announced. */
  private static final byte[] HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

  private final SecureSystem system;
  private final Verdict verdict;
  private final Doors doors;
  private final SSLContext anybody;

  Burden(SecureSystem system, Verdict verdict) throws GeneralSecurityException {
    this.system = system;
    this.verdict = verdict;
    doors = new Doors(SecureSystem.ADDRESS, system.port("alpha"));
    anybody = Papers.NONE.context();
  }

  void oversize() throws IOException {
    String admin = "Authorization: Bearer " + system.admin().token() + "\r\n";
    String roles = "POST /api/v1/roles HTTP/1.1\r\nHost: a\r\n" + admin;
    String length = "Content-Length: " + LARGE_BYTES + "\r\n\r\n";
    refused("a body of 2 MB", roles + length + " ".repeat(LARGE_BYTES), "413");
    refused("a body that is to be 300 MB", roles + "Content-Length: 314572800\r\n\r\n{", "413");
    refused(
        "a login of 2 MB",
        "POST /api/v1/login HTTP/1.1\r\nHost: a\r\n" + length + " ".repeat(LARGE_BYTES),
        "413");
    refused(
        "headers of 200 kB",
        "GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(200_000) + "\r\n\r\n",
        "4");
    refused("a URL of 5 kB", "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "414");
  }

  private SSLSocket secured() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            anybody
                .getSocketFactory()
                .createSocket(doors.plain(0), doors.host(), doors.port(), true);
    socket.setSoTimeout(TYPED_SECONDS * 1_000);
    socket.startHandshake();
    return socket;
  }

  private void refused(String what, String request, String status) throws IOException {
    try (SSLSocket socket = secured()) {
      Thread.ofVirtual().start(() -> write(socket, request));
      String answer = beginning(socket.getInputStream());
      String line = answer.lines().findFirst().orElse("hung up");
      verdict.check(line.startsWith("HTTP/1.1 " + status), what + ": " + line);
    }
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException hungUp) {
      // What was answered before counts.
    }
  }

  private static String beginning(InputStream in) {
    byte[] bytes = new byte[512];
    try {
      int length = in.read(bytes);
      return length <= 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8);
    } catch (IOException hungUp) {
      return "";
    }
  }

  /**
   * Somebody who sends one byte a second; the answer is after how many seconds they were let go.
   */
  private interface Slow {
    long seconds() throws IOException;
  }

  void slow() throws InterruptedException, ExecutionException {
    Map<String, Slow> kinds = new LinkedHashMap<>();
    kinds.put("heads of requests", () -> typed(secured(), "GET / HTTP/1.1\r\nX: "));
    kinds.put(
        "bodies",
        () ->
            typed(
                secured(),
                "POST /api/v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n{"));
    kinds.put("handshakes at the API", () -> handshake(0));
    kinds.put("handshakes with the log", () -> handshake(Doors.CONSENSUS));
    kinds.put("handshakes on the wire", () -> handshake(Doors.WIRE));
    kinds.put("handshakes at the inner door", () -> handshake(Doors.INNER));
    Map<String, List<Future<Long>>> all = new LinkedHashMap<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      kinds.forEach((name, kind) -> {
        List<Future<Long>> some = new ArrayList<>();
        for (int one = 0; one < SLOW; one++) {
          some.add(each.submit(kind::seconds));
        }
        all.put(name, some);
      });
    }
    for (var kind : all.entrySet()) {
      long longest = 0;
      for (Future<Long> one : kind.getValue()) {
        longest = Math.max(longest, one.get());
      }
      verdict.check(
          longest < LONGEST_SECONDS,
          "%d %s at a byte a second were ended within %d s"
              .formatted(SLOW, kind.getKey(), longest));
    }
  }

  private long handshake(int above) throws IOException {
    return typed(doors.plain(above), new String(HELLO, StandardCharsets.ISO_8859_1));
  }

  private static long typed(Socket socket, String beginning) throws IOException {
    long began = System.nanoTime();
    try (socket) {
      socket.setSoTimeout(1_000);
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
      while (System.nanoTime() - began < LONGEST_SECONDS * SECOND_NANOS && !ended(socket)) {
        out.write('x');
        out.flush();
      }
    } catch (IOException cutOff) {
      // As it should.
    }
    return (System.nanoTime() - began) / SECOND_NANOS;
  }

  /** Listens for a second. */
  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silence) {
      return false;
    }
  }

  /** Many who come to every door and say nothing; somebody with a login comes after them. */
  void many() throws IOException, InterruptedException {
    List<Socket> held = new ArrayList<>();
    try {
      hold(held, Doors.WIRE, HALF_OPEN);
      hold(held, Doors.INNER, HALF_OPEN);
      hold(held, Doors.CONSENSUS, HALF_OPEN);
      hold(held, Doors.DEATH_WATCH, 2 * HALF_OPEN);
      hold(held, 0, IDLE);
      long began = System.nanoTime();
      String body = "{\"name\":\"anna\",\"password\":\"%s\"}".formatted(SecureSystem.PASSWORD);
      int status = system.visitor("alpha").post("/api/v1/login", body).status();
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      verdict.check(
          status == 200 && millis < TYPED_SECONDS * 1_000,
          "with %d silent callers at its doors alpha answered a login %d after %d ms"
              .formatted(held.size(), status, millis));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private void hold(List<Socket> held, int above, int count) throws IOException {
    for (int made = 0; made < count; made++) {
      Socket socket = doors.plain(above);
      held.add(socket);
      if (above != Doors.DEATH_WATCH && made % 2 == 0) {
        socket.getOutputStream().write(HELLO);
      }
    }
  }

  /** More callers than there are places, whose handshakes fail, one after the other. */
  void failing() throws InterruptedException {
    int all = 0;
    for (int above : new int[] {0, Doors.INNER, Doors.WIRE}) {
      int made = 0;
      // The wire has a thread for each call, and its own count of places.
      int calls = above == Doors.WIRE ? HALF_OPEN : FAILED;
      for (int call = 0; call < calls; call++) {
        try (Socket socket = doors.plain(above)) {
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          made++;
        } catch (IOException hungUp) {
          LockSupport.parkNanos(SECOND_NANOS / 1_000);
        }
      }
      all += made;
      verdict.tell("%d calls without TLS to port %d".formatted(made, doors.port() + above));
    }
    LockSupport.parkNanos(SECOND_NANOS / 2);
    long began = System.nanoTime();
    boolean answers;
    try {
      answers = system.visitor("alpha").read("/health").status() == 200;
    } catch (IOException shut) {
      answers = false;
    }
    verdict.check(
        answers,
        "after %d failed handshakes at its doors alpha %s within %d ms"
            .formatted(
                all,
                answers ? "answers" : "does not answer",
                (System.nanoTime() - began) / 1_000_000));
  }
}
