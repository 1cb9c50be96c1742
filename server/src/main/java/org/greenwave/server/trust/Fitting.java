package org.greenwave.server.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Whether a key is that of a certificate. */
final class Fitting {
  private static final byte[] WORD = "greenwave".getBytes(StandardCharsets.US_ASCII);

  private Fitting() {}

  /** Signs with the one and asks the other. */
  static boolean together(Credential credential) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(credential.key().getAlgorithm()));
    signature.initSign(credential.key());
    signature.update(WORD);
    byte[] signed = signature.sign();
    signature.initVerify(credential.certificate().getPublicKey());
    signature.update(WORD);
    return signature.verify(signed);
  }

  private static String algorithm(String key) throws GeneralSecurityException {
    return switch (key) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> throw new GeneralSecurityException("only EC and RSA keys are known here");
    };
  }
}
