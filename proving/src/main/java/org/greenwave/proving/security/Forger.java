package org.greenwave.proving.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.greenwave.server.trust.Credential;

/**
 * Makes certificates that look like a server's.
 *
 * @param authority what it signs for
 * @param key what it signs with
 */
record Forger(X509Certificate authority, PrivateKey key) {
  private static final int SERIAL_BITS = 120;

  /** An authority of the same name as another, which is all that can be copied of it. */
  static Forger alike(X509Certificate other) throws GeneralSecurityException {
    KeyPair pair = Credential.newKey();
    X500Principal name = other.getSubjectX500Principal();
    Instant now = Instant.now();
    try {
      X509v3CertificateBuilder building =
          building(name, pair, name, now.minusSeconds(60), now.plusSeconds(86_400))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      return new Forger(signed(building, pair.getPrivate()), pair.getPrivate());
    } catch (CertIOException | OperatorCreationException failure) {
      throw new GeneralSecurityException(failure);
    }
  }

  /** Papers with which somebody is whoever a name of ours says, for a time. */
  Papers papers(String urn, Instant from, Instant to) throws GeneralSecurityException {
    KeyPair pair = Credential.newKey();
    X500Principal subject = new X500Principal("O=Greenwave,CN=forged");
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.uniformResourceIdentifier, urn),
              new GeneralName(GeneralName.dNSName, "greenwave.internal")
            });
    try {
      X509v3CertificateBuilder building =
          building(authority.getSubjectX500Principal(), pair, subject, from, to)
              .addExtension(Extension.subjectAlternativeName, false, names);
      return new Papers(pair.getPrivate(), List.of(signed(building, key), authority));
    } catch (CertIOException | OperatorCreationException failure) {
      throw new GeneralSecurityException(failure);
    }
  }

  private static X509v3CertificateBuilder building(
      X500Principal issuer, KeyPair pair, X500Principal subject, Instant from, Instant to) {
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(from), Date.from(to), subject, pair.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder building, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(building.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }
}
