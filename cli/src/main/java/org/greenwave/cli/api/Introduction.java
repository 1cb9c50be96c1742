package org.greenwave.cli.api;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import tools.jackson.core.JacksonException;

/**
 * The first meeting with a system that nobody has vouched for. It asks whoever answers for the
 * authority of the system; who asks has to compare the fingerprint before it believes that.
 *
 * @param pem the authority's certificate
 * @param fingerprint its SHA-256 in hexadecimal, worked out here
 */
public record Introduction(String pem, String fingerprint) {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final long LARGEST_BODY = 1 << 16;

  /**
   * Meets the first of some servers that answers.
   *
   * @return nothing when the server is one that this machine trusts anyway
   * @throws UnreachableException when none answers with an authority
   */
  public static Optional<Introduction> to(List<URI> servers) throws UnreachableException {
    IOException last = new IOException("no address was given");
    for (URI server : servers) {
      try {
        return trusted(server) ? Optional.empty() : Optional.of(ask(server, toAnybody()));
      } catch (IOException | JacksonException | CertificateException failure) {
        last = new IOException(server + ": " + failure.getMessage(), failure);
      }
    }
    throw new UnreachableException(
        "No server showed the authority of its system (%s). Check that the servers run."
            .formatted(last.getMessage()));
  }

  private static boolean trusted(URI server) throws IOException, CertificateException {
    try {
      ask(server, Clients.plain());
      return true;
    } catch (SSLHandshakeException _) {
      return false;
    }
  }

  private static Introduction ask(URI server, HttpClient.Builder building)
      throws IOException, CertificateException {
    try (HttpClient client = building.build()) {
      HttpRequest get =
          HttpRequest.newBuilder(URI.create(server + "/api/v1/authority"))
              .timeout(PATIENCE)
              .build();
      HttpResponse<byte[]> answer = Listening.USUAL.answer(client, get, LARGEST_BODY);
      String pem = Api.JSON.readTree(answer.body()).path("certificate").asString("");
      return new Introduction(pem, fingerprint(Authorities.certificate(pem)));
    }
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
  }

  private static HttpClient.Builder toAnybody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      return Clients.plain().sslContext(context);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has TLS", missing);
    }
  }

  /** Talks to whoever answers, for what is public and compared afterwards. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("Nobody may call.");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
