package org.greenwave.server.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.greenwave.server.trust.TrustFolder.Realm;

/** A server that has made its keys and asks to be vouched for. */
public final class Applicant {
  private final KeyPair server = Credential.newKey();
  private final KeyPair directory = Credential.newKey();

  /**
   * Its public keys, in base64.
   *
   * @param directory counts for a server that is to keep the Directory
   */
  public record Keys(String server, String directory) {}

  /** What it shows to be vouched for. */
  public Keys keys() {
    return new Keys(text(server.getPublic()), text(directory.getPublic()));
  }

  /** A public key as text. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * The public key in a text.
   *
   * @throws GeneralSecurityException when it is none of the kind that we use
   */
  public static PublicKey key(String text) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException spoilt) {
      throw new GeneralSecurityException("it is no base64", spoilt);
    }
  }

  /** Keeps what was granted in a folder, in place of what an earlier membership left there. */
  public void keep(Granted granted, TrustFolder folder) throws IOException {
    try {
      folder.forget();
      keep(granted.system(), Realm.SYSTEM, server, folder);
      if (granted.directory().isPresent()) {
        keep(granted.directory().get(), Realm.DIRECTORY, directory, folder);
      }
    } catch (GeneralSecurityException spoilt) {
      throw new IOException("What the system sent is no sound certificate or key.", spoilt);
    }
  }

  private static void keep(Granted.Under under, Realm realm, KeyPair own, TrustFolder folder)
      throws IOException, GeneralSecurityException {
    X509Certificate authority = Pem.certificate(under.authority());
    X509Certificate certificate = Pem.certificate(under.certificate());
    certificate.verify(authority.getPublicKey());
    if (!certificate.getPublicKey().equals(own.getPublic())) {
      throw new GeneralSecurityException("it is for another key");
    }
    if (under.authorityKey().isPresent()) {
      folder.write(realm, new Authority(authority, Pem.privateKey(under.authorityKey().get())));
    } else {
      folder.write(realm, authority);
    }
    folder.write(realm, new Credential(own.getPrivate(), List.of(certificate, authority)));
  }
}
