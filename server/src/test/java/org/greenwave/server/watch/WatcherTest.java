package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

/** Whom a death listener believes: its server stops counting its lease when the leader leaves. */
class WatcherTest {
  private static final int CROWD = 40;
  private static final int PLACES = 16;

  private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
  private final int port = FreePorts.first();
  @TempDir Path folder;
  private Trust alpha;
  private Trust beta;
  private DeathListener listener;

  private Server server(String name) {
    Endpoints at = new Endpoints("127.0.0.1", 1, 1, 1, port);
    return new Server(name, Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f-" + name);
  }

  private TrustFolder own(String name) throws IOException {
    return new TrustFolder(Files.createDirectories(folder.resolve(name)));
  }

  private Trust founded(String name) throws IOException {
    Trust.found(own(name), server(name), Trust.LIFE);
    return Trust.open(own(name), server(name), Trust.LIFE);
  }

  @BeforeEach
  void listen() throws Exception {
    alpha = founded("alpha");
    Applicant applicant = new Applicant();
    applicant.keep(alpha.grant(applicant.keys(), server("beta"), 2), own("beta"));
    beta = Trust.open(own("beta"), server("beta"), Trust.LIFE);
    listener =
        new DeathListener(
            new InetSocketAddress("127.0.0.1", port),
            new Greeting("alpha", "1", "").line(alpha),
            DeathListener.examiner("alpha", "1", alpha),
            left::add);
  }

  @AfterEach
  void close() {
    listener.close();
  }

  /** A connection, and what it is asked. */
  private record Call(Socket socket, BufferedReader in, Proof asked) {
    void say(String line) throws IOException {
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    }

    boolean cutOff() throws IOException {
      socket.setSoTimeout(10_000);
      return in.read() < 0;
    }
  }

  private Call call() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(Greeting.read(String.valueOf(in.readLine()), beta)).isPresent();
    return new Call(socket, in, new Proof("alpha", "1", String.valueOf(in.readLine())));
  }

  private void isNobody(String line) throws Exception {
    Call call = call();
    call.say(line);
    assertThat(call.cutOff()).isTrue();
    call.socket().close();
    assertThat(left.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void whoOnlySaysANameIsNobody() throws Exception {
    isNobody("beta\n");
    isNobody("\n");
    isNobody("x".repeat(Greeting.LIMIT + 1));
    Call call = call();
    call.say("beta");
    call.socket().close();
    assertThat(left.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void whoProvesItsNameIsToldOfWhenItLeaves() throws Exception {
    Call call = call();
    call.say(call.asked().line("beta", beta));
    assertThat(left.poll(300, TimeUnit.MILLISECONDS)).isNull();
    call.socket().close();
    assertThat(left.poll(20, TimeUnit.SECONDS)).isEqualTo("beta");
  }

  /** It may be dead already when its proof is looked at. */
  @Test
  void whoLeavesAsSoonAsItHasSaidItsProofIsToldOfToo() throws Exception {
    Call call = call();
    call.say(call.asked().line("beta", beta));
    call.socket().close();
    assertThat(left.poll(20, TimeUnit.SECONDS)).isEqualTo("beta");
  }

  @Test
  void aCopyOfAProofProvesNothingOnAnotherConnection() throws Exception {
    Call call = call();
    isNobody(call.asked().line("beta", beta));
    call.socket().close();
  }

  @Test
  void nobodyProvesTheNameOfAnother() throws Exception {
    Call call = call();
    call.say(call.asked().line("alpha", beta));
    assertThat(call.cutOff()).isTrue();
    Call stranger = call();
    stranger.say(stranger.asked().line("beta", founded("elsewhere")));
    assertThat(stranger.cutOff()).isTrue();
    assertThat(left.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void aCrowdThatSaysNothingGetsFewPlacesAndNotForLong() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    int greeted = 0;
    for (int one = 0; one < CROWD; one++) {
      Socket socket = new Socket("127.0.0.1", port);
      crowd.add(socket);
      greeted += socket.getInputStream().read() < 0 ? 0 : 1;
    }
    assertThat(greeted).isBetween(1, PLACES);
    for (Socket socket : crowd) {
      socket.setSoTimeout(10_000);
      socket.getInputStream().readAllBytes();
    }
    whoProvesItsNameIsToldOfWhenItLeaves();
  }
}
