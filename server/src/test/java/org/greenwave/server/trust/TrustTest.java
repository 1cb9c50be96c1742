package org.greenwave.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.trust.Holder.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a server's folder, and what others make of it. */
class TrustTest {
  private static final Server ALPHA = server("alpha", Kind.DIRECTORY);
  private static final Server BETA = server("beta", Kind.DIRECTORY);
  private static final Server DELTA = server("delta", Kind.EXPANSION);
  private static final byte[] SAID = "beta lives".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Trust alpha;

  private static Server server(String name, Kind kind) {
    Endpoints at = new Endpoints("127.0.0.1", 1, 2, 3, 4);
    return new Server(name, kind, at, "0.1.0", Optional.empty(), "f-" + name);
  }

  @BeforeEach
  void found() throws IOException {
    alpha = open(ALPHA, Trust.LIFE);
  }

  private Trust open(Server server, Duration life) throws IOException {
    TrustFolder kept = new TrustFolder(folder.resolve(server.name()));
    if (!Files.exists(folder.resolve(server.name()))) {
      Files.createDirectories(folder.resolve(server.name()));
      Trust.found(kept, server, life);
    }
    return Trust.open(kept, server, life);
  }

  private Trust joined(Server server, Duration life) throws Exception {
    Applicant applicant = new Applicant();
    Files.createDirectories(folder.resolve(server.name()));
    TrustFolder kept = new TrustFolder(folder.resolve(server.name()));
    applicant.keep(open(ALPHA, life).grant(applicant.keys(), server, 7), kept);
    return Trust.open(kept, server, life);
  }

  private List<String> files(Server server) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(server.name()).resolve("trust"))) {
      return files.map(file -> file.getFileName() + " " + mode(file)).sorted().toList();
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void onlyThoseWhoKeepTheDirectoryHaveTheAuthoritiesKeys() throws Exception {
    joined(BETA, Trust.LIFE);
    joined(DELTA, Trust.LIFE);
    assertThat(files(BETA))
        .isEqualTo(files(ALPHA))
        .containsExactly(
            "directory-authority.key rw-------",
            "directory-authority.pem rw-------",
            "directory.pem rw-------",
            "server.pem rw-------",
            "system-authority.key rw-------",
            "system-authority.pem rw-------");
    assertThat(files(DELTA))
        .containsExactly("server.pem rw-------", "system-authority.pem rw-------");
  }

  @Test
  void whatIsGrantedTellsNoKeyInALog() throws Exception {
    Granted granted = alpha.grant(new Applicant().keys(), BETA, 7);
    assertThat(granted.toString()).doesNotContain("PRIVATE").contains("with the authority's key");
    assertThat(granted.system().authorityKey().orElseThrow()).contains("PRIVATE KEY");
  }

  @Test
  void aSealTellsWhoHasSigned() throws Exception {
    Trust beta = joined(BETA, Trust.LIFE);
    Signed signed = beta.seal().sign(SAID);
    Holder holder = alpha.seal().verify(signed, SAID);
    assertThat(holder).isEqualTo(new Holder("beta", "f-beta", 7));

    byte[] other = "beta died!".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> alpha.seal().verify(signed, other))
        .isInstanceOf(SignatureException.class);
    Signed forged = new Signed(alpha.seal().sign(SAID).certificate(), signed.signature());
    assertThatThrownBy(() -> alpha.seal().verify(forged, SAID))
        .isInstanceOf(SignatureException.class);
    Signed nonsense = new Signed("no base64 !", "");
    assertThatThrownBy(() -> alpha.seal().verify(nonsense, SAID))
        .isInstanceOf(SignatureException.class);
    Signed stranger = open(server("omega", Kind.DIRECTORY), Trust.LIFE).seal().sign(SAID);
    assertThatThrownBy(() -> alpha.seal().verify(stranger, SAID))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void whoIsNotKnownYetIsNotTakenForFormer() {
    Stamp stamp = new Stamp(java.time.Instant.EPOCH, 1);
    Directory founded =
        ((Outcome.Accepted) Directory.empty().apply(new Change.Founded("id", "x", ALPHA), stamp))
            .directory();
    Holder later = Holder.of(BETA, founded.version() + 1);
    Holder earlier = Holder.of(BETA, founded.version());
    Holder another = new Holder("alpha", "another folder", 1);
    assertThat(Holder.of(ALPHA, 1).in(founded)).isEqualTo(Standing.MEMBER);
    assertThat(later.in(founded)).isEqualTo(Standing.NOT_KNOWN_YET);
    assertThat(earlier.in(founded)).isEqualTo(Standing.FORMER);
    assertThat(another.in(founded)).isEqualTo(Standing.FORMER);
  }

  @Test
  void aFolderThatIsNotEnoughIsRefused() throws Exception {
    Path trust = folder.resolve("alpha").resolve("trust");
    Files.writeString(trust.resolve("server.pem"), "spoilt");
    assertThatThrownBy(() -> open(ALPHA, Trust.LIFE)).hasMessageContaining("server.pem is spoilt");
    Files.delete(trust.resolve("server.pem"));
    assertThatThrownBy(() -> open(ALPHA, Trust.LIFE)).hasMessageContaining("join anew");
  }

  @Test
  void whoCanVouchRenewsAnExpiredCertificateAndWhoCannotIsToJoinAnew() throws Exception {
    Duration brief = Duration.ofSeconds(5);
    joined(BETA, brief);
    joined(DELTA, brief);
    LockSupport.parkNanos(brief.plusSeconds(1).toNanos());
    Credential before =
        Contexts.kept(folder.resolve("beta"), TrustFolder.Realm.SYSTEM).orElseThrow();
    open(BETA, Trust.LIFE);
    Credential after =
        Contexts.kept(folder.resolve("beta"), TrustFolder.Realm.SYSTEM).orElseThrow();
    assertThat(after.ends()).isAfter(before.ends().plusSeconds(3600));
    assertThat(after.key()).isNotEqualTo(before.key());
    assertThat(Holder.of(after.certificate())).isEqualTo(Holder.of(before.certificate()));

    assertThat(Trust.ended(new TrustFolder(folder.resolve("beta")))).isFalse();
    assertThat(Trust.ended(new TrustFolder(folder.resolve("delta")))).isTrue();
    assertThatThrownBy(() -> open(DELTA, Trust.LIFE))
        .isInstanceOf(ExpiredException.class)
        .hasMessageContaining("--replaces delta");
  }

  @Test
  void aServerThatHasMovedIsCertifiedForItsNewAddress() throws Exception {
    Server moved =
        new Server(
            "alpha",
            Kind.DIRECTORY,
            new Endpoints("alpha.example", 1, 2, 3, 4),
            "0.1.0",
            Optional.empty(),
            "f-alpha");
    Trust.open(new TrustFolder(folder.resolve("alpha")), moved, Trust.LIFE);
    Credential now =
        Contexts.kept(folder.resolve("alpha"), TrustFolder.Realm.DIRECTORY).orElseThrow();
    assertThat(now.certificate().getSubjectAlternativeNames().toString())
        .contains("alpha.example")
        .contains("greenwave.internal");
  }

  @Test
  void theOperatorsCertificateIsReadAnewWhenItChanges() throws Exception {
    Path chain = folder.resolve("chain.pem");
    Path key = folder.resolve("key.pem");
    X509Certificate first = Contexts.own(chain, key);
    OwnCertificate own = new OwnCertificate(chain, key);
    assertThat(own.current().certificate()).isEqualTo(first);

    X509Certificate second = Contexts.own(chain, key);
    await().until(() -> own.current().certificate().equals(second));

    Files.writeString(key, "half a ke");
    await().during(Duration.ofSeconds(2)).until(() -> own.current().certificate().equals(second));
  }

  /** Contexts makes one for nine days; a certificate that has just ended has less than none. */
  @Test
  void theDaysOfBothCertificatesAreCountedAlsoWhenTheyHaveEnded() throws Exception {
    assertThat(alpha.daysLeft()).isEqualTo(89);
    assertThat(alpha.doorDaysLeft()).isEmpty();
    Path chain = folder.resolve("chain.pem");
    Path key = folder.resolve("key.pem");
    Contexts.own(chain, key);
    var _ = alpha.outerDoor(Optional.of(new OwnCertificate(chain, key)));
    assertThat(alpha.doorDaysLeft()).contains(8);
    Contexts.own(chain, key, Duration.ofMinutes(-5));
    await().until(() -> alpha.doorDaysLeft().equals(Optional.of(-1)));
    Trust brief = open(BETA, Duration.ofSeconds(2));
    assertThat(brief.daysLeft()).isZero();
    await().until(() -> brief.daysLeft() == -1);
  }

  @Test
  void whatCouldNotBeReadAtFirstIsReadWhenItCan() throws Exception {
    Path chain = folder.resolve("chain.pem");
    Path key = folder.resolve("key.pem");
    X509Certificate first = Contexts.own(chain, key);
    OwnCertificate own = new OwnCertificate(chain, key);
    X509Certificate second = Contexts.own(chain, key);
    String whole = Files.readString(key);
    Files.writeString(key, "not for this account yet");
    FileTime unchanged = Files.getLastModifiedTime(key);
    await().during(Duration.ofSeconds(2)).until(() -> own.current().certificate().equals(first));

    Files.writeString(key, whole);
    Files.setLastModifiedTime(key, unchanged);
    await().until(() -> own.current().certificate().equals(second));
  }

  @Test
  void anOwnCertificateWithAnotherKeyIsRefused() throws Exception {
    Path chain = folder.resolve("chain.pem");
    Path key = folder.resolve("key.pem");
    Contexts.own(chain, key);
    Contexts.own(chain, folder.resolve("another.pem"));
    assertThatThrownBy(() -> new OwnCertificate(chain, key))
        .hasMessageContaining("the key is not that of the certificate");
    assertThatThrownBy(() -> new OwnCertificate(folder.resolve("none"), key))
        .hasMessageContaining("there is no file");
  }
}
