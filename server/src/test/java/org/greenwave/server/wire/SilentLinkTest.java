package org.greenwave.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.FreePorts;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
import org.greenwave.server.wire.WireMessage.Answered;
import org.greenwave.server.wire.WireMessage.HandedOver;
import org.greenwave.server.wire.WireMessage.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link whose far end takes everything and answers nothing, as after a power failure. */
class SilentLinkTest {
  private static final WireMessage QUESTION = new HandedOver("tss", 7);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  @TempDir Path folder;
  private final int port = FreePorts.first();
  private final List<Long> called = new CopyOnWriteArrayList<>();
  private volatile boolean answers;
  private Trust alpha;
  private ServerSocket listening;
  private Calls calls;

  private Server server(String name) {
    Endpoints at = new Endpoints("127.0.0.1", 1, 2, port, 4);
    return new Server(name, Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-" + name);
  }

  private TrustFolder own(String name) throws IOException {
    return new TrustFolder(Files.createDirectories(folder.resolve(name)));
  }

  @BeforeEach
  void listen() throws Exception {
    Trust.found(own("alpha"), server("alpha"), Trust.LIFE);
    alpha = Trust.open(own("alpha"), server("alpha"), Trust.LIFE);
    Applicant applicant = new Applicant();
    applicant.keep(alpha.grant(applicant.keys(), server("beta"), 2), own("beta"));
    Trust beta = Trust.open(own("beta"), server("beta"), Trust.LIFE);
    listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
    Hello hello = new Hello("system", server("beta"), "1", List.of());
    calls = new Calls(() -> hello, beta, (_, _) -> {}, _ -> server("alpha"));
    calls.keep(Set.of("alpha"));
  }

  @AfterEach
  void stop() throws IOException {
    calls.close();
    listening.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        called.add(System.nanoTime());
        Thread.ofVirtual().start(() -> take(socket));
      } catch (IOException _) {
        // It is closed.
      }
    }
  }

  private void take(Socket socket) {
    try (Link link = new Link(alpha.answer(socket))) {
      link.read(_ -> {
        if (answers) {
          link.send(new Answered("1", 1, 0, 0, ""));
        }
      });
    } catch (IOException _) {
      // The caller has given up.
    }
  }

  private boolean calledAgain(int times) {
    calls.ask("alpha", QUESTION);
    return called.size() >= times;
  }

  /** Each time it is given longer: a server that is only slow must be heard at last. */
  @Test
  void whoIsAskedAndSaysNothingIsCalledAnew() {
    await().pollInterval(BETWEEN).atMost(Duration.ofSeconds(25)).until(() -> calledAgain(3));
    assertThat(Duration.ofNanos(called.get(1) - called.get(0)))
        .isGreaterThan(Duration.ofSeconds(2));
    assertThat(Duration.ofNanos(called.get(2) - called.get(1)))
        .isGreaterThan(Duration.ofSeconds(4));
  }

  @Test
  void whoAnswersIsNot() {
    answers = true;
    await()
        .pollInterval(BETWEEN)
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(() -> !calledAgain(2));
  }

  @Test
  void whoIsToldSomethingButNotAskedIsNot() {
    await()
        .pollInterval(BETWEEN)
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(() -> {
          calls.send("alpha", QUESTION);
          return called.size() < 2;
        });
  }

  /** What goes to all servers is made once. */
  @Test
  void oneFrameGoesToMany() throws Exception {
    Trust beta = Trust.open(own("beta"), server("beta"), Trust.LIFE);
    List<WireMessage> heard = new CopyOnWriteArrayList<>();
    List<Link> links = new ArrayList<>();
    Frame frame = Frame.of(QUESTION);
    answers = true;
    for (int one = 0; one < 2; one++) {
      Link link = new Link(beta.call(new Socket("127.0.0.1", port)));
      links.add(link);
      link.send(frame);
      Thread.ofVirtual().start(() -> link.read(heard::add));
    }
    await().until(() -> heard.size() == 2);
    links.forEach(Link::close);
  }
}
