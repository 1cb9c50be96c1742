package org.greenwave.server.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a test shows, and what it believes, on a connection that it makes itself. */
public final class Contexts {
  private Contexts() {}

  /** As a member of the log. */
  public static SSLContext log(Trust trust) {
    return Trust.context(trust.logKeys(), trust.logPeers());
  }

  /** As a server, to the log, which is another authority's. */
  public static SSLContext serverToLog(Trust trust) {
    return Trust.context(trust.systemKeys(), trust.logPeers());
  }

  /** As nobody, to members of the log. */
  public static SSLContext nobodyToLog(Trust trust) {
    return Pinned.to(trust.logPeers().getAcceptedIssuers()[0]);
  }

  /** A certificate of an authority of its own, and its key, in two files. */
  public static X509Certificate own(Path chainFile, Path keyFile) throws IOException {
    return own(chainFile, keyFile, Duration.ofDays(9));
  }

  /** One that is good for so long from now on. */
  static X509Certificate own(Path chainFile, Path keyFile, Duration life) throws IOException {
    Authority authority = Authority.found("Operator's authority", Instant.now());
    KeyPair pair = Credential.newKey();
    X509Certificate certificate =
        authority.issue(
            new Authority.Request(pair.getPublic(), new Holder("web", "", 0), "127.0.0.1"),
            Instant.now(),
            life);
    Files.writeString(chainFile, Pem.text(certificate) + Pem.text(authority.certificate()));
    Files.writeString(keyFile, Pem.text(pair.getPrivate()));
    return certificate;
  }

  /** What stands in a server's folder. */
  static Optional<Credential> kept(Path folder, TrustFolder.Realm realm) throws IOException {
    return new TrustFolder(folder).own(realm);
  }
}
