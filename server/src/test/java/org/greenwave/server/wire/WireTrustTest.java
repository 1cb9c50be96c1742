package org.greenwave.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.FreePorts;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Pinned;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
import org.greenwave.server.wire.WireMessage.Expelled;
import org.greenwave.server.wire.WireMessage.HandedOver;
import org.greenwave.server.wire.WireMessage.Hello;
import org.greenwave.server.wire.WireMessage.Successor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is heard on the wire: real handshakes, on real sockets. */
class WireTrustTest {
  private static final WireMessage WORD = new HandedOver("tss", 7);

  @TempDir Path folder;
  private final int port = FreePorts.first();
  private final Server alpha = server("alpha");
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile List<WireMessage> answers = List.of();
  private Trust trust;
  private WireListener listener;

  private Server server(String name) {
    Endpoints at = new Endpoints("127.0.0.1", 1, 2, port, 4);
    return new Server(name, Kind.EXPANSION, at, "0.1.0", Optional.empty(), "f-" + name);
  }

  private static Hello hello(Server server) {
    return new Hello("system", server, "1", List.of());
  }

  @BeforeEach
  void listen() throws IOException {
    trust = found("alpha");
    recorded.addAll(Set.of("alpha", "beta"));
    listener = new WireListener(new InetSocketAddress("127.0.0.1", port), trust, receiver());
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  private WireListener.Receiver receiver() {
    return new WireListener.Receiver() {
      @Override
      public void received(Hello hello, WireMessage message, Link link) {
        heard.add(hello.server().name() + ": " + message);
      }

      @Override
      public boolean turnsAway(Hello hello, Link link) {
        answers.forEach(link::send);
        return !answers.isEmpty();
      }

      @Override
      public boolean admits(Hello hello) {
        return hello.systemId().equals("system") && answers.isEmpty();
      }

      @Override
      public boolean records(Hello hello) {
        return recorded.contains(hello.server().name());
      }
    };
  }

  private Trust found(String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Trust.found(new TrustFolder(own), server(name), Trust.LIFE);
    return Trust.open(new TrustFolder(own), server(name), Trust.LIFE);
  }

  private Trust joined(String name, Duration life) throws Exception {
    Trust granting = Trust.open(new TrustFolder(folder.resolve("alpha")), alpha, life);
    Applicant applicant = new Applicant();
    TrustFolder own = new TrustFolder(Files.createDirectories(folder.resolve(name)));
    applicant.keep(granting.grant(applicant.keys(), server(name), 2), own);
    return Trust.open(own, server(name), life);
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
    socket.setSoTimeout(8_000);
    return socket;
  }

  /** Says hello and a word; returns how the link ended, once it has. */
  private String talk(Trust as, Hello hello) throws IOException {
    try (Link link = new Link(as.call(connected()))) {
      link.send(hello);
      link.send(WORD);
      return link.read(_ -> {});
    }
  }

  @Test
  void aServerOfTheSystemIsHeard() throws Exception {
    Trust beta = joined("beta", Trust.LIFE);
    Calls calls = new Calls(() -> hello(server("beta")), beta, (_, _) -> {}, _ -> alpha);
    calls.keep(Set.of("alpha"));
    await()
        .until(() -> {
          calls.send("alpha", WORD);
          return !heard.isEmpty();
        });
    assertThat(heard.getFirst()).isEqualTo("beta: " + WORD);
    calls.close();
  }

  @Test
  void whoHasTheCertificateOfAnotherIsCutOff() throws Exception {
    recorded.add("gamma");
    Trust gamma = joined("gamma", Trust.LIFE);
    assertThat(talk(gamma, hello(server("beta")))).isNotEmpty();
    Server lost =
        new Server("gamma", Kind.EXPANSION, alpha.endpoints(), "0.1.0", Optional.empty(), "x");
    assertThat(talk(gamma, hello(lost))).isNotEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void anotherAuthorityIsRefusedByBothSides() throws Exception {
    Trust omega = found("omega");
    assertThatThrownBy(() -> omega.call(connected())).isInstanceOf(SSLException.class);
    try (SSLSocket socket = tls(Pinned.toAnybody())) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
    }
    assertThat(heard).isEmpty();
  }

  private SSLSocket tls(javax.net.ssl.SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(connected(), "127.0.0.1", port, true);
    socket.startHandshake();
    return socket;
  }

  @Test
  void withoutACertificateNothingIsHeard() throws Exception {
    try (SSLSocket socket = tls(Pinned.to(trust.authority()))) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    Trust beta = joined("beta", Duration.ofSeconds(2));
    LockSupport.parkNanos(Duration.ofMillis(3_100).toNanos());
    // The client of TLS 1.3 is done before it hears that it is refused, if it still listens then.
    assertThat(refusal(beta))
        .containsAnyOf("certificate", "closed", "reset", "Broken pipe", "EOFException");
    assertThat(heard).isEmpty();
  }

  private String refusal(Trust as) {
    try {
      return talk(as, hello(server("beta")));
    } catch (IOException refused) {
      return refused.toString();
    }
  }

  @Test
  void plainTextEndsTheConnection() throws Exception {
    try (Socket socket = connected()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(answer).hasSizeLessThan(16); // an alert of TLS at most
    }
  }

  @Test
  void whoSendsAByteNowAndThenIsCutOff() throws Exception {
    try (Socket socket = connected()) {
      long began = System.nanoTime();
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0});
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                socket.getOutputStream().write('x');
              }
            } catch (IOException _) {
              // It was cut off.
            }
          });
      socket.setSoTimeout(20_000);
      assertThatThrownBy(
              () -> {
                if (socket.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void ofSomebodyElseThanWasCalledOnlyASuccessorIsHeard() throws Exception {
    Trust beta = joined("beta", Trust.LIFE);
    WireMessage successor = new Successor("other", List.of("system"), "alpha");
    answers = List.of(new Expelled("beta", "f-beta", 99, true), WORD, successor);
    Server before =
        new Server("alpha", Kind.DIRECTORY, alpha.endpoints(), "0.1.0", Optional.empty(), "old");
    List<WireMessage> told = new CopyOnWriteArrayList<>();
    Calls calls =
        new Calls(
            () -> hello(server("beta")), beta, (_, message) -> told.add(message), _ -> before);
    calls.keep(Set.of("alpha"));
    await().until(() -> !told.isEmpty());
    calls.send("alpha", WORD);
    calls.close();
    assertThat(told).containsOnly(successor);
    assertThat(heard).isEmpty();
  }

  /** By its word that it succeeds them, a server that was removed would end all the others. */
  @Test
  void ofWhoeverWasRemovedNothingIsHeardAtAll() throws Exception {
    Trust beta = joined("beta", Trust.LIFE);
    Server before =
        new Server("alpha", Kind.DIRECTORY, alpha.endpoints(), "0.1.0", Optional.empty(), "new");
    Change founded = new Change.Founded("system", "greenwave", before);
    Outcome outcome = Directory.empty().apply(founded, new Stamp(Instant.EPOCH, 1));
    Directory known = ((Outcome.Accepted) outcome).directory();
    beta.follow(() -> known);
    answers = List.of(new Successor("other", List.of("system"), "alpha"));
    List<WireMessage> told = new CopyOnWriteArrayList<>();
    Calls calls =
        new Calls(
            () -> hello(server("beta")), beta, (_, message) -> told.add(message), _ -> before);
    calls.keep(Set.of("alpha"));
    await().during(Duration.ofSeconds(1)).until(told::isEmpty);
    calls.close();
  }

  @Test
  void aDatabasesPasswordIsNotForStrangers() {
    Role.Database database = new Role.Database("jdbc:postgresql://h/d", "u", "secret");
    Server own =
        new Server("beta", Kind.DIRECTORY, alpha.endpoints(), "0.1.0", Optional.of(database), "f");
    Hello said = new Hello("system", own, "1", List.of("before")).toStranger();
    assertThat(said.server().database()).isEmpty();
    assertThat(said.predecessors()).containsExactly("before");
    assertThat(said.complete()).isTrue();
  }

  /** A thread for each link that ever was would take all memory in hours. */
  @Test
  void aLinkThatHasEndedLeavesNoThread() throws Exception {
    Trust beta = joined("beta", Trust.LIFE);
    for (int one = 0; one < 20; one++) {
      new Link(beta.call(connected())).close();
    }
    await().atMost(Duration.ofSeconds(15)).until(() -> writers() <= 1);
  }

  /** Its server may be down for weeks, and what is sent to everybody be large. */
  @Test
  void aLinkThatHasEndedKeepsNothing() throws Exception {
    Link link = new Link(joined("beta", Trust.LIFE).call(connected()));
    link.close();
    assertThat(link.closed()).isTrue();
    for (int one = 0; one < 600; one++) {
      link.send(WORD);
    }
    assertThat(link.waiting()).isLessThanOrEqualTo(1);
  }

  private long writers() throws Exception {
    Path dump = Files.createTempDirectory(folder, "dump").resolve("threads.json");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
    return Files.readString(dump).lines().filter(line -> line.contains("link-writer")).count();
  }

  @Test
  void whoIsRemovedWhileLinkedIsLetGoAndCutOff() throws Exception {
    Trust beta = joined("beta", Trust.LIFE);
    List<Link> former = new CopyOnWriteArrayList<>();
    try (Link link = new Link(beta.call(connected()))) {
      link.send(hello(server("beta")));
      link.send(WORD);
      await().until(() -> !heard.isEmpty());
      listener.review(former::add);
      assertThat(former).isEmpty();

      recorded.remove("beta");
      listener.review(former::add);
      assertThat(former).hasSize(1);
      long began = System.nanoTime();
      link.read(_ -> {});
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void whoIsNotRecordedYetIsHeardButNotForLong() throws Exception {
    recorded.remove("beta");
    assertThat(talk(joined("beta", Trust.LIFE), hello(server("beta")))).isNotEmpty();
    assertThat(heard).containsExactly("beta: " + WORD);
  }

  @Test
  void aCallThatCannotBeAcceptedIsNotTriedAgainAtOnce() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    ServerSocket full =
        new ServerSocket(0) {
          @Override
          public Socket accept() throws IOException {
            tries.incrementAndGet();
            throw new SocketException("Too many open files");
          }
        };
    try (WireListener _ = new WireListener(full, trust, receiver())) {
      await().atMost(Duration.ofSeconds(8)).until(() -> tries.get() >= 3);
      int before = tries.get();
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      assertThat(tries.get() - before).isLessThanOrEqualTo(12);
    }
  }
}
