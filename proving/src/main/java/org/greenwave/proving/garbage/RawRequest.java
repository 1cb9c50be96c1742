package org.greenwave.proving.garbage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP request written byte by byte, as no honest client would. The answer is read while the
 * body is still being sent: a server that has heard enough answers early and hangs up.
 *
 * @param name what people call it
 * @param head the request line and headers, with the empty line if they have an end
 * @param body writes what follows
 */
record RawRequest(String name, String head, Body body) {
  private static final int ANSWER_BYTES = 64 * 1024;
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final Pattern DETAIL =
      Pattern.compile("\"detail\" *: *\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  /** What follows the head. It may be endless: the connection's end ends it. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * How a server took it.
   *
   * @param status the HTTP status; 0 when the server hung up or did not answer in time
   * @param detail the sentence in the answer, empty when there was none
   * @param millis how long the server took
   */
  record Outcome(int status, String detail, long millis) {
    /** Whether it was refused with a sentence, as the sender's fault. */
    boolean refused() {
      return answered() && (status < 500 || status == 505);
    }

    /** Whether it was refused with a sentence, perhaps because there was too much of it at once. */
    boolean answered() {
      return status >= 400 && status != 500 && !detail.isBlank();
    }
  }

  Outcome send(URI server, Duration patience) throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 5_000);
      CompletableFuture<String> answer = new CompletableFuture<>();
      InputStream in = socket.getInputStream();
      Thread.startVirtualThread(() -> read(in, answer));
      Thread.startVirtualThread(() -> write(socket));
      String text = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome(status(text), detail(text), millisSince(began));
    } catch (TimeoutException | ExecutionException e) {
      return new Outcome(0, "", millisSince(began));
    }
  }

  private void write(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      body.writeTo(out);
      out.flush();
    } catch (IOException hungUp) {
      // The reader sees the same end, and whatever the server said before it.
    }
  }

  private static void read(InputStream in, CompletableFuture<String> answer) {
    byte[] bytes = new byte[ANSWER_BYTES];
    int length = 0;
    try {
      while (length < bytes.length && !whole(bytes, length)) {
        int more = in.read(bytes, length, bytes.length - length);
        if (more < 0) {
          break;
        }
        length += more;
      }
    } catch (IOException reset) {
      // What came before the end counts.
    }
    answer.complete(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** Whether an answer with its sentence has come; the server may keep the connection open. */
  private static boolean whole(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return STATUS.matcher(text).find() && (text.endsWith("}") || text.endsWith(LAST_CHUNK));
  }

  private static int status(String answer) {
    Matcher status = STATUS.matcher(answer);
    return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
  }

  private static String detail(String answer) {
    Matcher detail = DETAIL.matcher(answer);
    return detail.find() ? detail.group(1) : "";
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
