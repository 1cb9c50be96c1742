package org.greenwave.server.trust;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows a credential that can be replaced while it is in use: a handshake that has begun with the
 * old one ends with it, every later one shows the new one.
 */
class LiveKeys extends X509ExtendedKeyManager {
  private volatile List<Credential> known;

  LiveKeys(Credential first) {
    known = List.of(first);
  }

  /** What is shown from now on. */
  void renew(Credential next) {
    known = List.of(next, known.getFirst());
  }

  /** What is shown now. */
  Credential current() {
    return known.getFirst();
  }

  private static String alias(Credential credential) {
    return credential.certificate().getSerialNumber().toString(16);
  }

  /** What a handshake is to show; several are possible where a door has more than one name. */
  List<Credential> known() {
    return known;
  }

  Optional<String> alias(Credential credential, String keyType) {
    boolean fits = keyType.equals(credential.key().getAlgorithm());
    return fits ? Optional.of(alias(credential)) : Optional.empty();
  }

  private Optional<Credential> of(String alias) {
    return known().stream().filter(it -> alias(it).equals(alias)).findFirst();
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return List.of(keyTypes).stream()
        .flatMap(type -> alias(current(), type).stream())
        .findFirst()
        .orElse(null);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal[] issuers, SSLEngine engine) {
    return alias(current(), keyType).orElse(null);
  }

  @Override
  public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return List.of(types).stream()
        .flatMap(type -> alias(current(), type).stream())
        .findFirst()
        .orElse(null);
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return alias(current(), keyType).orElse(null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return getServerAliases(keyType, issuers);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return alias(current(), keyType).stream().toArray(String[]::new);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return of(alias).map(it -> it.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return of(alias).map(Credential::key).orElse(null);
  }
}
