package org.greenwave.server.trust;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Believes what an authority vouches for, if the holder may come in. Addresses are no part of it:
 * servers move, and their names and folders are what counts.
 */
final class Peers extends X509ExtendedTrustManager {
  /** Who may come in. */
  interface Admission {
    /**
     * Why a holder may not come in; empty when it may.
     *
     * @param called where it was called; empty when it calls
     */
    Optional<String> refusal(Holder holder, Optional<InetSocketAddress> called);
  }

  private final X509TrustManager authority;
  private final X509Certificate anchor;
  private final Admission admission;

  Peers(X509Certificate anchor, Admission admission) {
    this.anchor = anchor;
    this.admission = admission;
    authority = trusting(anchor);
  }

  private static X509TrustManager trusting(X509Certificate anchor) {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("authority", anchor);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | java.io.IOException missing) {
      throw new IllegalStateException("Every Java can trust a certificate", missing);
    }
  }

  private void admit(X509Certificate[] chain, Optional<InetSocketAddress> called)
      throws CertificateException {
    Holder holder =
        Holder.of(chain[0])
            .orElseThrow(() -> new CertificateException("This is no certificate of a server."));
    Optional<String> refusal = admission.refusal(holder, called);
    if (refusal.isPresent()) {
      throw new CertificateException(refusal.get());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    Validity.check(() -> authority.checkClientTrusted(chain, authType), chain[0], anchor);
    admit(chain, Optional.empty());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    Validity.check(() -> authority.checkServerTrusted(chain, authType), chain[0], anchor);
    admit(chain, Optional.empty());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Validity.check(() -> authority.checkServerTrusted(chain, authType), chain[0], anchor);
    admit(
        chain,
        Optional.ofNullable(engine.getPeerHost())
            .filter(_ -> engine.getPeerPort() > 0)
            .map(host -> InetSocketAddress.createUnresolved(host, engine.getPeerPort())));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[] {anchor};
  }
}
