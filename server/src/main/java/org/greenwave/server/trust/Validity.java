package org.greenwave.server.trust;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * How long a certificate of the system counts: until it ends. When it begins proves nothing, since
 * the authority is the system's own and makes none for later. So a server whose clock is behind
 * knows the others, and one that has renewed its certificate while its clock was ahead is known
 * once that is right again.
 */
final class Validity {
  private Validity() {}

  /** The usual check of a chain. */
  @FunctionalInterface
  interface Check {
    void run() throws CertificateException;
  }

  /** Demands that a certificate has not ended. */
  static void demand(X509Certificate certificate) throws CertificateException {
    try {
      certificate.checkValidity();
    } catch (CertificateNotYetValidException _) {
      return; // so it has not ended
    }
  }

  /** Checks a certificate that an authority has made; one that begins later as if it were then. */
  static void check(Check usual, X509Certificate certificate, X509Certificate authority)
      throws CertificateException {
    try {
      usual.run();
    } catch (CertificateException refused) {
      if (!early(refused) || !good(certificate, authority)) {
        throw refused;
      }
    }
  }

  private static boolean early(Throwable refused) {
    return refused instanceof CertificateNotYetValidException
        || (refused.getCause() != null && early(refused.getCause()));
  }

  private static boolean good(X509Certificate certificate, X509Certificate authority) {
    try {
      PKIXParameters asked = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      asked.setRevocationEnabled(false);
      asked.setDate(certificate.getNotBefore());
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
              asked);
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
