package org.greenwave.cli.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Whom this account believes about which servers: a certificate authority for each. */
public final class Authorities {
  private final KeptFile file;

  /** Those in a file, which need not be there. */
  public Authorities(Path file) {
    this.file = new KeptFile(file);
  }

  /** The authority of a server that has been made known. */
  public Optional<X509Certificate> of(URI server) {
    try {
      Optional<String> text = file.of(server);
      return text.isEmpty() ? Optional.empty() : Optional.of(certificate(text.get()));
    } catch (CertificateException _) {
      return Optional.empty(); // spoilt; it can be made known again
    }
  }

  /** Believes an authority about the servers of one system from now on. */
  public void keep(List<URI> servers, String pem) throws IOException {
    file.keep(servers, pem);
  }

  /** The certificate in a file. */
  public static X509Certificate in(Path file) throws IOException {
    try {
      return certificate(Files.readString(file));
    } catch (CertificateException spoilt) {
      throw new IOException("There is no certificate in " + file + ".", spoilt);
    }
  }

  /** The first certificate of a text. */
  public static X509Certificate certificate(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }
}
