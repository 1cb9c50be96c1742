package org.greenwave.server.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as PEM text, the form in which all files of ours have them. */
public final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /** A certificate as text. */
  public static String text(X509Certificate certificate) {
    try {
      return text(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException broken) {
      throw new IllegalStateException("A certificate that was read can be written", broken);
    }
  }

  /** A private key as text. */
  static String text(PrivateKey key) {
    return text(KEY, key.getEncoded());
  }

  private static String text(String type, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, LINES.encodeToString(bytes), type)
        .replace("\r", "");
  }

  /**
   * The first certificate of a text.
   *
   * @throws GeneralSecurityException when there is none
   */
  public static X509Certificate certificate(String text) throws GeneralSecurityException {
    return certificate(bytes(CERTIFICATE, text));
  }

  static X509Certificate certificate(byte[] bytes) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  /** The private key of a text that this class has made. */
  static PrivateKey privateKey(String text) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(KEY, text)));
  }

  private static byte[] bytes(String type, String text) throws CertificateException {
    Matcher found =
        Pattern.compile("-----BEGIN " + type + "-----([^-]*)-----END " + type + "-----")
            .matcher(text);
    if (!found.find()) {
      throw new CertificateException("there is no " + type + " in it");
    }
    try {
      return Base64.getMimeDecoder().decode(found.group(1).strip());
    } catch (IllegalArgumentException spoilt) {
      throw new CertificateException("it is not whole", spoilt);
    }
  }
}
