package org.greenwave.server.trust;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Signs with what a keyring holds. */
record CertifiedSeal(Keyring keyring) implements Seal {
  private static final String ALGORITHM = "SHA256withECDSA";

  @Override
  public Signed sign(byte[] said) {
    Credential own = keyring.keys().current();
    try {
      Signature signing = Signature.getInstance(ALGORITHM);
      signing.initSign(own.key());
      signing.update(said);
      Base64.Encoder text = Base64.getEncoder();
      return new Signed(
          text.encodeToString(own.certificate().getEncoded()), text.encodeToString(signing.sign()));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("A key of ours signs", failure);
    }
  }

  @Override
  public Holder verify(Signed signed, byte[] said) throws SignatureException {
    try {
      Base64.Decoder bytes = Base64.getDecoder();
      X509Certificate certificate = Pem.certificate(bytes.decode(signed.certificate()));
      Validity.demand(certificate);
      certificate.verify(keyring.anchor().getPublicKey());
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(certificate);
      signature.update(said);
      if (signature.verify(bytes.decode(signed.signature()))) {
        return Holder.of(certificate)
            .orElseThrow(() -> new SignatureException("This is no certificate of a server."));
      }
    } catch (SignatureException failure) {
      throw failure;
    } catch (GeneralSecurityException | IllegalArgumentException failure) {
      throw new SignatureException("This is signed by no server of the system.", failure);
    }
    throw new SignatureException("The signature does not belong to what was said.");
  }
}
