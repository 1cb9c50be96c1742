package org.greenwave.proving.garbage;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.greenwave.proving.Verdict;

/** Many clients at once, each asking too much of a server: time, memory, or a place. */
final class Crowd {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int LARGE = 40;
  private static final int LARGE_BYTES = 1_000_000;
  private static final long LONGEST_MILLIS = 10_000;

  private final URI server;
  private final Verdict verdict;

  Crowd(URI server, Verdict verdict) {
    this.server = server;
    this.verdict = verdict;
  }

  /** Clients that send so slowly that a server without limits would keep them for ever. */
  void slow(int clients) throws InterruptedException, ExecutionException {
    RawRequest body =
        new RawRequest(
            "a slow body",
            JsonGarbage.head("POST /api/v1/roles", "", 1_000),
            Bodies.slow("{", 999, 1_000));
    RawRequest head =
        new RawRequest("a slow head", "GET / HTTP/1.1\r\nX: ", Bodies.slow("", 999, 1_000));
    List<RawRequest> requests = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      requests.add(client % 2 == 0 ? body : head);
    }
    tell("slow clients", sent(requests));
  }

  /** Bodies that each take many times their size once they are read. */
  void large() throws InterruptedException, ExecutionException {
    String text = "{\"settings\":[" + "{},".repeat(LARGE_BYTES / 3) + "{}]}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RawRequest request =
        new RawRequest(
            "a large body",
            JsonGarbage.head("POST /api/v1/roles", "", bytes.length),
            Bodies.of(bytes));
    List<RawRequest> requests = new ArrayList<>();
    for (int client = 0; client < LARGE; client++) {
      requests.add(request);
    }
    tell("large bodies at once", sent(requests));
  }

  private List<RawRequest.Outcome> sent(List<RawRequest> requests)
      throws InterruptedException, ExecutionException {
    List<Future<RawRequest.Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      requests.forEach(request -> outcomes.add(each.submit(() -> request.send(server, PATIENCE))));
    }
    List<RawRequest.Outcome> all = new ArrayList<>();
    for (Future<RawRequest.Outcome> outcome : outcomes) {
      all.add(outcome.get());
    }
    return all;
  }

  private void tell(String what, List<RawRequest.Outcome> outcomes) {
    long told = outcomes.stream().filter(RawRequest.Outcome::answered).count();
    long longest = outcomes.stream().mapToLong(RawRequest.Outcome::millis).max().orElse(0);
    String sentence = outcomes.stream().map(RawRequest.Outcome::detail).findAny().orElse("");
    verdict.check(
        told == outcomes.size(),
        "%d of %d %s were refused within %d ms: %s"
            .formatted(told, outcomes.size(), what, longest, sentence));
  }

  /** Connections that take a place and ask for nothing; somebody who asks must still get one. */
  void idle(int connections) throws IOException, InterruptedException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int made = 0; made < connections; made++) {
        held.add(connected());
      }
      RawRequest question =
          new RawRequest(
              "a question in the crowd",
              JsonGarbage.head("GET /api/v1/no-such", "", 0),
              Bodies.none());
      RawRequest.Outcome outcome = question.send(server, PATIENCE);
      verdict.check(
          outcome.refused() && outcome.millis() < LONGEST_MILLIS,
          "with %d idle connections a new one was answered after %d ms"
              .formatted(connections, outcome.millis()));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 10_000);
    OutputStream out = socket.getOutputStream();
    out.write('G');
    return socket;
  }
}
