package org.greenwave.server.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the system: vouches for servers by signing their certificates. */
public record Authority(X509Certificate certificate, PrivateKey key) {
  /** Whatever names a server of any system; asked for, a door shows the system's certificate. */
  public static final String INTERNAL = "greenwave.internal";

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(36_500);

  /** Clocks of two machines differ. */
  private static final Duration BACKDATED = Duration.ofHours(24);

  private static final int SERIAL_BITS = 126;

  /**
   * For whom a certificate is.
   *
   * @param address the host name or address that the server is reached at
   */
  record Request(PublicKey key, Holder holder, String address) {}

  /** A new authority. */
  static Authority found(String name, Instant now) {
    KeyPair pair = Credential.newKey();
    X500Name subject = new X500Name("O=Greenwave,CN=" + name);
    Date from = Date.from(now.minus(BACKDATED));
    Date to = Date.from(now.plus(AUTHORITY_LIFE));
    try {
      X509v3CertificateBuilder building =
          new JcaX509v3CertificateBuilder(subject, serial(), from, to, subject, pair.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Authority(signed(building, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException failure) {
      throw new IllegalStateException("An authority could not be made", failure);
    }
  }

  /** Vouches for a server for a while. */
  X509Certificate issue(Request request, Instant now, Duration life) {
    X500Name subject = new X500Name("O=Greenwave,CN=" + request.holder().name());
    Instant from = now.minus(shorter(BACKDATED, life.dividedBy(100)));
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder building =
          new JcaX509v3CertificateBuilder(
                  X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                  serial(),
                  Date.from(from),
                  Date.from(now.plus(life)),
                  subject,
                  request.key())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(Extension.extendedKeyUsage, false, purposes())
              .addExtension(Extension.subjectAlternativeName, false, names(request))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(certificate));
      return signed(building, key);
    } catch (GeneralSecurityException | IOException | OperatorCreationException failure) {
      throw new IllegalStateException("A certificate could not be made", failure);
    }
  }

  private static ExtendedKeyUsage purposes() {
    return new ExtendedKeyUsage(
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
  }

  private static GeneralNames names(Request request) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, request.holder().uri()));
    names.add(new GeneralName(GeneralName.dNSName, INTERNAL));
    String address = request.address();
    boolean number = address.contains(":") || address.matches("[0-9.]+");
    names.add(new GeneralName(number ? GeneralName.iPAddress : GeneralName.dNSName, address));
    if (number && address.startsWith("127.")) {
      names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static X509Certificate signed(X509v3CertificateBuilder building, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(building.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
