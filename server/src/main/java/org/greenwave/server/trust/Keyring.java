package org.greenwave.server.trust;

import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Server;
import org.greenwave.server.trust.TrustFolder.Realm;

/** What a server has under one of the two authorities. */
final class Keyring {
  private final TrustFolder folder;
  private final Realm realm;
  private final Optional<Authority> authority;
  private final LiveKeys keys;

  private Keyring(TrustFolder folder, Realm realm, Optional<Authority> authority, Credential own) {
    this.folder = folder;
    this.realm = realm;
    this.authority = authority;
    keys = new LiveKeys(own);
  }

  /** What stands in a folder; nothing if the server has nothing under this authority. */
  static Optional<Keyring> open(TrustFolder folder, Realm realm) throws IOException {
    Optional<Credential> own = folder.own(realm);
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(new Keyring(folder, realm, folder.authority(realm), own.get()));
  }

  /** Makes an authority, and what its first server has under it. */
  static void found(TrustFolder folder, Realm realm, Server first, Term term) throws IOException {
    String word = realm == Realm.SYSTEM ? "system" : "Directory";
    Authority authority =
        Authority.found("Greenwave %s authority".formatted(word), term.clock().instant());
    folder.write(realm, authority);
    certify(
        folder, realm, authority, new Bearer(Holder.of(first, 1), first.endpoints().host()), term);
  }

  /** Whom a certificate is for, and where that server is. */
  record Bearer(Holder holder, String address) {}

  /** Makes what a server has under an authority. */
  static void certify(
      TrustFolder folder, Realm realm, Authority authority, Bearer bearer, Term term)
      throws IOException {
    KeyPair pair = Credential.newKey();
    X509Certificate certificate =
        authority.issue(
            new Authority.Request(pair.getPublic(), bearer.holder(), bearer.address()),
            term.clock().instant(),
            term.life());
    folder.write(
        realm, new Credential(pair.getPrivate(), List.of(certificate, authority.certificate())));
  }

  /**
   * How long certificates are good for.
   *
   * @param clock what tells the time of day
   */
  record Term(Duration life, InstantSource clock) {}

  LiveKeys keys() {
    return keys;
  }

  Optional<Authority> authority() {
    return authority;
  }

  /** The authority's certificate. */
  X509Certificate anchor() {
    return keys.current().chain().getLast();
  }

  /** Whom the present certificate names. */
  Holder holder() throws IOException {
    return Holder.of(keys.current().certificate())
        .orElseThrow(() -> new IOException("The server's own certificate names no server."));
  }

  /** Whether the certificate is to be replaced: it is old, or the server is elsewhere now. */
  boolean due(String address, Term term) {
    return keys.current().old(term.clock().instant())
        || !named(keys.current().certificate(), address);
  }

  private static boolean named(X509Certificate certificate, String address) {
    try {
      return address.contains(":") // of many spellings
          || certificate.getSubjectAlternativeNames().stream()
              .anyMatch(name -> name.get(1).equals(address));
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  /** Replaces the certificate and its key, in use and in the folder. */
  void renew(String address, Term term, Certifier certifier) throws IOException {
    KeyPair pair = Credential.newKey();
    X509Certificate next =
        authority.isPresent()
            ? authority
                .get()
                .issue(
                    new Authority.Request(pair.getPublic(), holder(), address),
                    term.clock().instant(),
                    term.life())
            : certifier.certificate(pair.getPublic());
    if (!next.getPublicKey().equals(pair.getPublic())) {
      throw new IOException("the certificate that came is for another key");
    }
    Credential renewed = new Credential(pair.getPrivate(), List.of(next, anchor()));
    folder.write(realm, renewed);
    keys.renew(renewed);
  }
}
