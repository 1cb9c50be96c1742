package org.greenwave.server.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody proves with who they are.
 *
 * @param chain the certificate of the key first, then those that vouch for it
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {
  /** What it shows to others first. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Whether so much of its time is over that it is to be replaced: two thirds. */
  boolean old(Instant now) {
    Instant from = certificate().getNotBefore().toInstant();
    Duration life = Duration.between(from, ends());
    return now.isAfter(from.plus(life.multipliedBy(2).dividedBy(3)));
  }

  Instant ends() {
    return certificate().getNotAfter().toInstant();
  }

  /** A new key of the kind that all our certificates have. */
  public static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has P-256", missing);
    }
  }
}
