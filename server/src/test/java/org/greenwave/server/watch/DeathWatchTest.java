package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.FreePorts;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The death watch on real sockets. */
class DeathWatchTest {
  private static final long PATIENCE_SECONDS = 20;
  private static final String CHALLENGE = "c0ffee\n";
  private static final Path KERNEL = Path.of("/proc/net/tcp6");
  private static final String ESTABLISHED = "01";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> proved = new LinkedBlockingQueue<>();
  @TempDir Path folder;
  private int port;
  private Trust trust;
  private Trust beta;
  private DeathWatch watch;

  private Trust trust(String name) throws IOException {
    Endpoints at = new Endpoints("127.0.0.1", 1, 1, 1, port);
    Server server = new Server(name, Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-" + name);
    TrustFolder kept = new TrustFolder(Files.createDirectories(folder.resolve(name)));
    Trust.found(kept, server, Trust.LIFE);
    return Trust.open(kept, server, Trust.LIFE);
  }

  private Trust joined(String name) throws Exception {
    Endpoints at = new Endpoints("127.0.0.1", 1, 1, 1, port);
    Server server = new Server(name, Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-" + name);
    TrustFolder own = new TrustFolder(Files.createDirectories(folder.resolve(name)));
    Applicant applicant = new Applicant();
    applicant.keep(trust.grant(applicant.keys(), server, 2), own);
    return Trust.open(own, server, Trust.LIFE);
  }

  @BeforeEach
  void watch() throws Exception {
    port = FreePorts.first();
    trust = trust("alpha");
    beta = joined("beta");
    watch =
        new DeathWatch(
            "beta",
            beta,
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
        new InetSocketAddress("127.0.0.1", port),
        greeting(incarnation),
        noting(DeathListener.examiner("alpha", incarnation, trust)),
        lost::add);
  }

  private Departures.Examiner noting(Departures.Examiner examiner) {
    return (line, challenge) -> {
      String name = examiner.name(line, challenge);
      proved.add(name);
      return name;
    };
  }

  private String greeting(String incarnation) {
    return new Greeting("alpha", incarnation, "").line(trust);
  }

  private String next() throws InterruptedException {
    String event = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return event == null ? "nothing" : event;
  }

  @Test
  void aWatchedProcessIsSeenToLiveAndTheWatcherIsKnownByName() throws Exception {
    try (DeathListener alpha = process("1")) {
      assertThat(next()).isEqualTo("alpha 1 lives");
      assertThat(proved.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("beta");
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
        say(watched, greeting("7") + CHALLENGE);
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
        say(caller, "SSH-2.0-OpenSSH\n");
      }
      assertThat(seen.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void aPortThatRefusesBeforeAnyoneWasSeenIsNoEvidence() throws Exception {
    assertThat(seen.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  private static void say(Socket to, String line) throws IOException {
    to.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLaterProcessIsEvidenceAndACopyOfAnEarlierGreetingIsNone() throws Exception {
    try (ServerSocket process = new ServerSocket()) {
      process.setReuseAddress(true);
      process.bind(new InetSocketAddress("127.0.0.1", port));
      greet(process, greeting("7"));
      assertThat(next()).isEqualTo("alpha 7 lives");
      greet(process, greeting("6"));
      greet(process, greeting("8"));
      assertThat(next()).isEqualTo("alpha 7 ended");
      assertThat(next()).isEqualTo("alpha 8 lives");
    }
  }

  @Test
  void whatAnotherSystemHasSignedIsNoEvidence() throws Exception {
    Trust stranger = trust("elsewhere");
    try (ServerSocket process = new ServerSocket()) {
      process.setReuseAddress(true);
      process.bind(new InetSocketAddress("127.0.0.1", port));
      greet(process, greeting("7"));
      assertThat(next()).isEqualTo("alpha 7 lives");
      greet(process, new Greeting("alpha", "8", "").line(stranger));
      greet(process, "alpha 8\n");
      greet(process, greeting("9").replace(" 9 ", " 99 "));
      greet(process, "x".repeat(Greeting.LIMIT + 1));
      greet(process, greeting("9"));
      assertThat(next()).isEqualTo("alpha 7 ended");
      assertThat(next()).isEqualTo("alpha 9 lives");
    }
  }

  private static Server alpha() {
    Endpoints at = new Endpoints("127.0.0.1", 1, 1, 1, 1);
    return new Server("alpha", Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-alpha");
  }

  /** Its machine lost its power: nothing came that would have ended the connection. */
  @Test
  void aConnectionToAnEarlierProcessThanOneThatIsHeardIsMadeAnew() throws Exception {
    try (ServerSocket process = new ServerSocket()) {
      process.setReuseAddress(true);
      process.bind(new InetSocketAddress("127.0.0.1", port));
      try (Socket dead = process.accept()) {
        say(dead, greeting("7") + CHALLENGE);
        assertThat(next()).isEqualTo("alpha 7 lives");
        watch.heard(alpha(), "7");
        watch.heard(alpha(), "6");
        process.setSoTimeout(500);
        assertThatThrownBy(process::accept).isInstanceOf(SocketTimeoutException.class);
        process.setSoTimeout(0);
        heardUntilDone("8");
        greet(process, greeting("8"));
      }
    }
    assertThat(next()).isEqualTo("alpha 7 ended");
    assertThat(next()).isEqualTo("alpha 8 lives");
    assertThat(next()).isEqualTo("alpha 8 ended");
  }

  /** Beats come again and again, also before the watch has a connection that could be closed. */
  private void heardUntilDone(String incarnation) {
    Thread.ofVirtual()
        .start(() -> {
          for (int beat = 0; beat < 20; beat++) {
            watch.heard(alpha(), incarnation);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
          }
        });
  }

  /** The end was this server's own doing: of the process that beats it says nothing. */
  @Test
  void aPortThatRefusesAfterTheWatchItselfHasClosedIsNoEvidence() throws Exception {
    Socket dead;
    try (ServerSocket process = new ServerSocket()) {
      process.setReuseAddress(true);
      process.bind(new InetSocketAddress("127.0.0.1", port));
      dead = process.accept();
    }
    try (dead) {
      say(dead, greeting("7") + CHALLENGE);
      assertThat(next()).isEqualTo("alpha 7 lives");
      heardUntilDone("8");
      dead.setSoTimeout(5_000);
      assertThat(dead.getInputStream().readAllBytes()).hasSizeLessThan(Greeting.LIMIT);
      assertThat(seen.poll(1, TimeUnit.SECONDS)).isNull();
    }
  }

  private static List<String> timers(String port) throws IOException {
    return Files.readAllLines(KERNEL).stream()
        .map(line -> line.strip().split(" +"))
        .filter(words -> words[1].endsWith(port) || words[2].endsWith(port))
        .filter(words -> words[3].equals(ESTABLISHED))
        .map(words -> words[5])
        .toList();
  }

  private boolean soonProbed(String timer) {
    return timer.startsWith("02:") && Long.parseLong(timer.substring(3), 16) <= 500;
  }

  /** The kernel's list says of each connection which timer runs, and for how much longer. */
  @Test
  void bothEndsAreProbedWithinSeconds() throws Exception {
    assumeTrue(Files.isReadable(KERNEL), "this system does not show its timers");
    try (DeathListener alpha = process("1")) {
      assertThat(next()).isEqualTo("alpha 1 lives");
      String hex = ":%04X".formatted(port);
      await().untilAsserted(() -> assertThat(timers(hex)).hasSize(2).allMatch(this::soonProbed));
      assertThat(alpha).isNotNull();
    }
  }

  private static void greet(ServerSocket process, String line) throws IOException {
    try (Socket watched = process.accept()) {
      say(watched, line + CHALLENGE);
      watched.shutdownOutput();
      watched.getInputStream().readAllBytes();
    }
  }
}
