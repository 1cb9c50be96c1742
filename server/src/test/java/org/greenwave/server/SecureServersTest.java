package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.core.ExpelledException;
import org.greenwave.server.trust.Contexts;
import org.greenwave.server.trust.Fingerprint;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Pinned;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole servers with everything encrypted, as an operator starts them. */
class SecureServersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BRIEF = "{\"kind\":\"expansion\",\"lifeSeconds\":1}";
  private static final int CONSENSUS = 1;
  private static final int INNER = 4;

  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Map<String, Throwable> ended = new ConcurrentHashMap<>();
  private final List<RunningServer> running = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    running.reversed().forEach(RunningServer::close);
  }

  private RunningServer start(String name, Duration life, String... more) throws Exception {
    int port = ports.computeIfAbsent(name, _ -> FreePorts.first());
    List<String> flags =
        new ArrayList<>(List.of("--name", name, "--data", folder.resolve(name).toString()));
    flags.addAll(List.of("--port", "" + port, "--database", "none", "--logins", "off"));
    flags.addAll(List.of(more));
    RunningServer server =
        RunningServer.start(Configuration.of(flags), life, failure -> ended.put(name, failure));
    running.add(server);
    return server;
  }

  private RunningServer join(String name, Duration life, String kind) throws Exception {
    return start(name, life, "--join", at("alpha"), "--token", token(kind), "--kind", kind);
  }

  private String token(String kind) throws Exception {
    String wish = "{\"kind\":\"" + kind + "\"}";
    return send("POST", "alpha", "/api/v1/servers/tokens", wish).path("token").asString();
  }

  private int port(String server) {
    return Objects.requireNonNull(ports.get(server));
  }

  private String at(String server) {
    return "https://127.0.0.1:" + port(server);
  }

  private HttpResponse<String> answer(SSLContext context, String method, URI uri, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private JsonNode send(String method, String server, String path, String body) throws Exception {
    SSLContext context = Pinned.to(alpha().authority());
    URI uri = URI.create(at(server) + path);
    return Json.mapping().readTree(answer(context, method, uri, body).body());
  }

  private Trust alpha() {
    return running.getFirst().node().trust();
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private void awaitVoters(int count) {
    awaitTrue(() -> running.getFirst().node().seat().orElseThrow().log().voters().size() == count);
  }

  private void awaitOnline(String server) {
    awaitTrue(
        () -> send("GET", "alpha", "/api/v1/servers/" + server, "").path("alive").asBoolean(false));
  }

  /** What a server shows at one of its ports. */
  private X509Certificate shown(String server, int above, Optional<String> name) throws Exception {
    try (SSLSocket socket = tls(Pinned.toAnybody(), port(server) + above, name)) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket tls(SSLContext context, int port, Optional<String> name)
      throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(3_000);
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    name.ifPresent(it -> parameters.setServerNames(List.of(new SNIHostName(it))));
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** Whether the log's engine lets somebody in: it speaks first. */
  private boolean engineSpeaksTo(SSLContext context) {
    try (SSLSocket socket = tls(context, port("alpha") + CONSENSUS, Optional.empty())) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aSystemGrowsOverHttpsAndItsServersKeepWhoTheyAre() throws Exception {
    start("alpha", Trust.LIFE);
    join("beta", Trust.LIFE, "directory");
    join("delta", Trust.LIFE, "expansion");
    awaitVoters(2);
    awaitOnline("delta");
    assertThat(send("PATCH", "delta", "/api/v1/timings", "{}").path("detail").asString(""))
        .contains("If-Match"); // answered by the leader, to which delta passes it on
    X509Certificate before = shown("beta", 0, Optional.empty());
    assertThat(Holder.of(before).orElseThrow().name()).isEqualTo("beta");

    running.remove(1).close();
    start("beta", Trust.LIFE);
    awaitOnline("beta");
    assertThat(shown("beta", 0, Optional.empty())).isEqualTo(before);
    assertThat(shown("beta", INNER, Optional.empty())).isEqualTo(before);
    assertThat(running.getFirst().greeting())
        .contains("https://127.0.0.1:")
        .contains(Fingerprint.of(alpha().authority()));
  }

  @Test
  void aTokenIsForOneSystemAndForOneServerOfItsKind() throws Exception {
    start("alpha", Trust.LIFE);
    awaitVoters(1);
    String brief = send("POST", "alpha", "/api/v1/servers/tokens", BRIEF).path("token").asString();
    String token = token("expansion");
    String elsewhere = token.substring(0, token.length() - 4) + "0000";
    JoiningServer delta = JoiningServer.expansion("delta");
    assertThatThrownBy(() -> delta.ask(at("alpha"), elsewhere))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nothing was sent to it");
    assertThatThrownBy(() -> start("omega", Trust.LIFE, "--join", at("alpha"), "--token", "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("as greenwave token has printed it");
    assertThatThrownBy(
            () -> start("omega", Trust.LIFE, "--join", "https://192.0.2.1:8810", "--token", token))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot reach this one at 127.0.0.1");
    assertThatThrownBy(() -> JoiningServer.of("delta", Kind.DIRECTORY).ask(at("alpha"), token))
        .isInstanceOf(ConfigurationException.class);

    await()
        .pollDelay(Duration.ofMillis(1_200))
        .untilAsserted(() ->
            assertThatThrownBy(() -> JoiningServer.expansion("eta").ask(at("alpha"), brief))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("expired"));
    assertThat(delta.ask(at("alpha"), token).granted().directory()).isEmpty();
    assertThatThrownBy(() -> JoiningServer.expansion("zeta").ask(at("alpha"), token))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> delta.ask(at("alpha"), token("expansion")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("delta");
  }

  /** Anybody may ask; what is not granted anyway must not fill the disks of all servers. */
  @Test
  void whoHasNoTokenLeavesNoTraceInTheLog() throws Exception {
    start("alpha", Trust.LIFE);
    awaitVoters(1);
    String wrong = "0000" + token("expansion").substring(4);
    assertThatThrownBy(() -> JoiningServer.expansion("nobody-at-all").ask(at("alpha"), wrong))
        .isInstanceOf(ConfigurationException.class);
    JoiningServer.expansion("somebody").ask(at("alpha"), token("expansion"));
    assertThat(kept("somebody")).isTrue();
    assertThat(kept("nobody-at-all")).isFalse();
  }

  /** Whether a file of the first server has this text, as the log writes it. */
  private boolean kept(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("alpha"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void theLogLetsOnlyItsOwnMembersIn() throws Exception {
    start("alpha", Trust.LIFE);
    join("beta", Trust.LIFE, "directory");
    join("omega", Trust.LIFE, "witness");
    awaitVoters(3);
    Trust beta = running.get(1).node().trust();
    assertThat(engineSpeaksTo(Contexts.log(beta))).isTrue();
    assertThat(engineSpeaksTo(Contexts.serverToLog(beta))).isFalse();
    assertThat(engineSpeaksTo(Contexts.nobodyToLog(beta))).isFalse();
    try (Socket plain = new Socket("127.0.0.1", port("alpha") + CONSENSUS)) {
      plain.setSoTimeout(3_000);
      plain
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(plain.getInputStream().readAllBytes()).hasSizeLessThan(16);
    }

    String inner = "https://127.0.0.1:" + (port("alpha") + INNER) + "/api/v1/status";
    SSLContext asBeta = beta.requests();
    assertThat(answer(asBeta, "GET", URI.create(inner), "").statusCode()).isEqualTo(200);
    send("DELETE", "alpha", "/api/v1/servers/beta", "");
    awaitTrue(() -> ended.get("beta") instanceof ExpelledException);
    awaitVoters(2);
    assertThat(engineSpeaksTo(Contexts.log(beta))).isFalse();
    HttpResponse<String> refused = answer(asBeta, "GET", URI.create(inner), "");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("beta is not, or no more, a server of this system.");
    assertThat(new TrustFolder(folder.resolve("beta")).authorityFiles())
        .filteredOn(file -> file.toString().endsWith(".key"))
        .isNotEmpty()
        .noneMatch(Files::exists);
  }

  @Test
  void theInnerDoorIsForServersOnly() throws Exception {
    start("alpha", Trust.LIFE);
    awaitVoters(1);
    SSLContext nobody = Pinned.to(alpha().authority());
    String inner = "https://127.0.0.1:" + (port("alpha") + INNER);
    for (String path : List.of("/api/v1/status", "/", "/servers/certificate")) {
      assertThat(answer(nobody, "POST", URI.create(inner + path), "{}").statusCode())
          .as(path)
          .isEqualTo(403);
    }
    HttpResponse<String> half = answer(nobody, "POST", URI.create(inner + "/servers/join"), "{}");
    assertThat(half.statusCode()).as(half.body()).isEqualTo(422);
  }

  @Test
  void theDoorOfPeopleSpeaksHttpsOnly() throws Exception {
    start("alpha", Trust.LIFE);
    awaitVoters(1);
    SSLContext known = Pinned.to(alpha().authority());
    HttpResponse<String> shown = answer(known, "GET", URI.create(at("alpha") + "/ca.pem"), "");
    assertThat(shown.body()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("KEY");
    assertThat(shown.headers().firstValue("Strict-Transport-Security")).isPresent();
    try (Socket plain = new Socket("127.0.0.1", port("alpha"))) {
      plain.setSoTimeout(5_000);
      byte[] get =
          "GET /api/v1/status HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
      plain.getOutputStream().write(get);
      assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("alpha");
    }
    JsonNode status = send("GET", "alpha", "/api/v1/status", "");
    assertThat(status.toString()).contains("https://127.0.0.1").doesNotContain("PRIVATE KEY");
  }

  @Test
  void aThousandFailedHandshakesLeaveTheDoorsOpen() throws Exception {
    start("alpha", Trust.LIFE);
    awaitVoters(1);
    for (int above : new int[] {0, INNER}) {
      for (int call = 0; call < 1_100; call++) {
        try (Socket plain = new Socket("127.0.0.1", port("alpha") + above)) {
          plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(send("GET", "alpha", "/health", "").path("alive").asBoolean()).isTrue();
    assertThat(shown("alpha", INNER, Optional.empty())).isNotNull();
  }

  @Test
  void whoDoesNotFinishAHandshakeIsSentAway() throws Exception {
    start("alpha", Trust.LIFE);
    for (int above : new int[] {0, INNER}) {
      try (Socket silent = new Socket("127.0.0.1", port("alpha") + above)) {
        silent.setSoTimeout(20_000);
        silent.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0});
        assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
      }
    }
  }

  @Test
  void theOperatorsCertificateIsShownButToWhoAsksForTheSystems() throws Exception {
    Path chain = folder.resolve("chain.pem");
    Path key = folder.resolve("key.pem");
    X509Certificate own = Contexts.own(chain, key);
    start("alpha", Trust.LIFE, "--certificate", chain + "", "--certificate-key", key + "");
    assertThat(shown("alpha", 0, Optional.empty())).isEqualTo(own);
    assertThat(shown("alpha", 0, Optional.of("traffic.example"))).isEqualTo(own);
    assertThat(Holder.of(shown("alpha", 0, Optional.of("greenwave.internal"))).orElseThrow().name())
        .isEqualTo("alpha");
    URI tokens = URI.create(at("alpha") + "/api/v1/servers/tokens");
    awaitVoters(1);
    String issued = answer(Pinned.toAnybody(), "POST", tokens, "{\"kind\":\"expansion\"}").body();
    String token = Json.mapping().readTree(issued).path("token").asString();
    start("delta", Trust.LIFE, "--join", at("alpha"), "--token", token, "--kind", "expansion");
    assertThat(running.get(1).node().view().directory().servers()).containsKey("delta");
  }

  @Test
  void certificatesAreRenewedWhileTheServersTalk() throws Exception {
    Duration life = Duration.ofSeconds(12);
    start("alpha", life);
    awaitVoters(1);
    RunningServer delta = join("delta", life, "expansion");
    awaitTrue(() -> delta.node().hasLease());
    X509Certificate first = shown("delta", INNER, Optional.empty());
    await()
        .pollInterval(Duration.ofMillis(20))
        .during(life.plusSeconds(2))
        .atMost(PATIENCE)
        .until(() -> delta.node().hasLease());
    X509Certificate second = shown("delta", INNER, Optional.empty());
    assertThat(second.getNotAfter()).isAfter(first.getNotAfter());
    assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(Holder.of(second)).isEqualTo(Holder.of(first));
    assertThat(shown("alpha", 0, Optional.empty()).getNotAfter()).isAfter(first.getNotAfter());
    assertThat(ended).isEmpty();
  }
}
