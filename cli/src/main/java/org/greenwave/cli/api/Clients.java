package org.greenwave.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** HTTP clients, each of which believes the authority that is known for the servers it is for. */
final class Clients implements AutoCloseable {
  /** Asked for this name, a server shows the certificate of its system, whatever else it has. */
  private static final String INTERNAL = "greenwave.internal";

  private static final String OF_A_SYSTEM = "O=Greenwave";
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Function<URI, Optional<X509Certificate>> authorities;
  private final Map<Optional<X509Certificate>, HttpClient> made = new HashMap<>();

  /** Clients that believe these; where none is known, whom the JDK believes. */
  Clients(Function<URI, Optional<X509Certificate>> authorities) {
    this.authorities = authorities;
  }

  /** The client for a server. */
  HttpClient of(URI server) {
    Optional<X509Certificate> authority =
        server.getScheme().equals("https") ? authorities.apply(server) : Optional.empty();
    return made.computeIfAbsent(authority, Clients::client);
  }

  private static HttpClient client(Optional<X509Certificate> authority) {
    HttpClient.Builder building = plain();
    if (authority.isPresent()) {
      building.sslContext(trusting(authority.get()));
      if (authority.get().getSubjectX500Principal().getName().contains(OF_A_SYSTEM)) {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(INTERNAL)));
        building.sslParameters(parameters);
      }
    }
    return building.build();
  }

  static HttpClient.Builder plain() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER);
  }

  private static SSLContext trusting(X509Certificate authority) {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("authority", authority);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException missing) {
      throw new IllegalStateException("Every Java can trust a certificate", missing);
    }
  }

  @Override
  public void close() {
    made.values().forEach(HttpClient::shutdownNow);
  }
}
