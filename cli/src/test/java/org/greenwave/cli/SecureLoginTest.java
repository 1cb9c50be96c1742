package org.greenwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** To whom the command line talks when that is encrypted. */
final class SecureLoginTest {
  @Command(name = "greenwave")
  private static final class Top {}

  private static final char[] SECRET = "changeit".toCharArray();
  private static final String BEGUN =
      "{\"token\":\"gws_1\",\"expires\":\"2026-11-22T12:00:00.000Z\","
          + "\"account\":{\"name\":\"anna\",\"right\":\"administer\"}}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ContractServer server;

  @SuppressWarnings("NullAway.Init")
  private X509Certificate authority;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = keys("first");
    authority = (X509Certificate) keys.getCertificate("mykey");
    server = new ContractServer(context(keys));
    String shown = Api.JSON.createObjectNode().put("certificate", pem(authority)).toString();
    server
        .reply("GET /api/v1/authority", 200, Api.JSON.readTree(shown))
        .reply("POST /api/v1/login", 200, Api.JSON.readTree(BEGUN))
        .reply("GET /api/v1/me", 200, Api.JSON.readTree("{\"name\":\"anna\",\"right\":\"view\"}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Made by the JDK's own tool: a certificate that vouches for itself. */
  private KeyStore keys(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "O=Greenwave,CN=" + name,
            "-ext",
            "san=dns:greenwave.internal",
            "-ext",
            "bc=ca:true",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(SECRET),
            "-storetype",
            "PKCS12");
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    made.getOutputStream().close();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, SECRET);
    }
    return store;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, SECRET);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static String fingerprint(X509Certificate certificate) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
  }

  private int run(String... args) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, "correct horse battery\n");
    var all = new ArrayList<>(List.of(args));
    if (args[0].equals("login")) {
      all.addAll(List.of("--password-file", password.toString()));
    }
    all.addAll(
        List.of("--server", server.url(), "--sessions", folder.resolve("s.json").toString()));
    return Cli.addTo(new CommandLine(new Top()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private List<String> asked() {
    return server.heard().stream().map(ContractServer.Heard::path).toList();
  }

  @Test
  void aSystemThatIsNotKnownIsToldNothing() throws Exception {
    assertThat(run("login")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString().replaceAll("\\s+", " "))
        .contains("This system is not known here.")
        .contains(fingerprint(authority));
    assertThat(run("login", "--fingerprint", "00" + fingerprint(authority).substring(2)))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(run("whoami")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString().replaceAll("\\s+", " ")).contains("is not trusted here");
    assertThat(asked()).containsOnly("/api/v1/authority");
  }

  @Test
  void aLoginWithTheFingerprintRemembersTheAuthority() throws Exception {
    assertThat(run("login", "--fingerprint", fingerprint(authority))).isEqualTo(ExitCode.DONE);
    assertThat(run("whoami")).isEqualTo(ExitCode.DONE);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer gws_1");
    assertThat(Files.readString(folder.resolve("authorities.json"))).contains(server.url());
  }

  @Test
  void anAuthorityInAFileIsBelieved() throws Exception {
    Path file = folder.resolve("ca.pem");
    Files.writeString(file, pem(authority));
    assertThat(run("login", "--ca", file.toString())).isEqualTo(ExitCode.DONE);

    Files.writeString(file, pem((X509Certificate) keys("second").getCertificate("mykey")));
    int before = asked().size();
    assertThat(run("whoami", "--ca", file.toString())).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(asked()).hasSize(before);
    assertThat(run("whoami", "--ca", folder.resolve("none") + "")).isEqualTo(ExitCode.REFUSED);
  }
}
