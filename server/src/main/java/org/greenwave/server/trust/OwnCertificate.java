package org.greenwave.server.trust;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's own certificate for the door of people, read again when its files change. */
public final class OwnCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Path chainFile;
  private final Path keyFile;
  private List<FileTime> read;
  private long looked = System.nanoTime();
  private List<Credential> known;
  private String said = "";

  /**
   * Reads both files.
   *
   * @throws IOException with a sentence, when that cannot be used
   */
  public OwnCertificate(Path chainFile, Path keyFile) throws IOException {
    this.chainFile = chainFile;
    this.keyFile = keyFile;
    read = changed();
    known = List.of(load());
  }

  /** What is shown now, and what was shown just before. */
  synchronized List<Credential> known() {
    return known;
  }

  /** What is shown now. */
  synchronized Credential current() {
    if (System.nanoTime() - looked > LOOK_NANOS) {
      looked = System.nanoTime();
      look();
    }
    return known.getFirst();
  }

  private void look() {
    try {
      List<FileTime> now = changed();
      if (!now.equals(read)) {
        known = List.of(load(), known.getFirst());
        read = now;
        LOG.info("The certificate for HTTPS was read anew.");
        said = "";
      }
    } catch (IOException failure) {
      tell(String.valueOf(failure.getMessage()));
    }
  }

  /** What is wrong is looked at again each second, and said once. */
  private void tell(String failure) {
    if (!failure.equals(said)) {
      said = failure;
      LOG.warn("{} The one that was read before is still shown.", failure);
    }
  }

  private List<FileTime> changed() throws IOException {
    try {
      return List.of(Files.getLastModifiedTime(chainFile), Files.getLastModifiedTime(keyFile));
    } catch (IOException missing) {
      throw new IOException(
          ("The certificate for HTTPS cannot be read: there is no file %s, or it is not for this"
                  + " account.")
              .formatted(missing.getMessage()),
          missing);
    }
  }

  private Credential load() throws IOException {
    try {
      List<X509Certificate> chain = chain();
      Credential loaded = new Credential(key(), chain);
      demandFit(loaded);
      if (loaded.ends().isBefore(Instant.now())) {
        LOG.warn(
            "The certificate in {} ended at {}; put a new one there.", chainFile, loaded.ends());
      }
      return loaded;
    } catch (IOException | GeneralSecurityException | RuntimeException spoilt) {
      throw new IOException(
          "The certificate for HTTPS in %s with the key in %s cannot be used: %s."
              .formatted(chainFile, keyFile, spoilt.getMessage()),
          spoilt);
    }
  }

  private List<X509Certificate> chain() throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(chainFile);
        PEMParser parser = new PEMParser(text)) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof X509CertificateHolder holder) {
          chain.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in the first");
    }
    return List.copyOf(chain);
  }

  private PrivateKey key() throws IOException, GeneralSecurityException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    try (Reader text = Files.newBufferedReader(keyFile);
        PEMParser parser = new PEMParser(text)) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof PEMKeyPair pair) {
          return converter.getKeyPair(pair).getPrivate();
        }
        if (next instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      }
    }
    throw new GeneralSecurityException("there is no private key without a password in the second");
  }

  private static void demandFit(Credential loaded) throws GeneralSecurityException {
    String algorithm = loaded.key().getAlgorithm();
    if (!algorithm.equals(loaded.certificate().getPublicKey().getAlgorithm())
        || !Fitting.together(loaded)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }
}
