package org.greenwave.proving.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What an intruder shows: a key with its certificates, whether asked for these or for others.
 *
 * @param chain the key's certificate first; empty for somebody who shows none
 */
record Papers(@Nullable PrivateKey key, List<X509Certificate> chain) {
  private static final String ALIAS = "papers";

  /** Nothing to show. */
  static final Papers NONE = new Papers(null, List.of());

  /** What stands in a server's folder, with the authority that vouches for it. */
  static Papers in(Path folder, String own, String authority)
      throws IOException, GeneralSecurityException {
    Path trust = folder.resolve("trust");
    return new Papers(
        key(trust.resolve(own)),
        List.of(certificate(trust.resolve(own)), certificate(trust.resolve(authority))));
  }

  static X509Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
    byte[] bytes = part("CERTIFICATE", Files.readString(pem));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
    byte[] bytes = part("PRIVATE KEY", Files.readString(pem));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  private static byte[] part(String type, String pem) throws IOException {
    String begin = "-----BEGIN " + type + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END " + type + "-----");
    if (from < 0 || to < from) {
      throw new IOException("there is no " + type);
    }
    return Base64.getMimeDecoder()
        .decode(pem.substring(from + begin.length(), to).getBytes(StandardCharsets.US_ASCII));
  }

  /** Shows these, and talks to whoever answers. */
  SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = chain.isEmpty() ? new KeyManager[0] : new KeyManager[] {new Stubborn(this)};
    context.init(keys, new TrustManager[] {new Gullible()}, null);
    return context;
  }

  /** Shows its papers whatever is asked for. */
  private static final class Stubborn extends X509ExtendedKeyManager {
    private final Papers papers;

    Stubborn(Papers papers) {
      this.papers = papers;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return papers.chain.toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return papers.key;
    }
  }

  /** Talks to whoever answers. */
  private static final class Gullible extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
