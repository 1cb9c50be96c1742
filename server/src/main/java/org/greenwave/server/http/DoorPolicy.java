package org.greenwave.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.Joining;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Holder.Standing;

/** How the two doors are secured: the outer one for people, the inner one among servers. */
final class DoorPolicy {
  private static final String[] OUTER_PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] INNER_PROTOCOLS = {"TLSv1.3"};

  /** Only those with forward secrecy that also guard what they carry against changes. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  private DoorPolicy() {}

  static Tls outer(SSLContext context) {
    return tls(context, OUTER_PROTOCOLS, false);
  }

  static Tls inner(SSLContext context) {
    return tls(context, INNER_PROTOCOLS, true);
  }

  private static Tls tls(SSLContext context, String[] protocols, boolean asksForCertificate) {
    SSLParameters parameters = new SSLParameters(CIPHERS, protocols);
    parameters.setWantClientAuth(asksForCertificate);
    return Tls.builder().sslContext(context).sslParameters(parameters).build();
  }

  /** Lets only servers of the system through, and who wants to become one. */
  static void admitServers(
      Node node, FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Exchange exchange = new Exchange(request, response);
    Optional<Holder> server = exchange.server();
    boolean member = server.filter(it -> node.trust().standing(it) == Standing.MEMBER).isPresent();
    if (member || request.prologue().uriPath().path().equals(Joining.PATH)) {
      chain.proceed();
    } else {
      exchange.problem(stranger(server.map(Holder::name).orElse("Whoever calls")));
    }
  }

  static ProblemException stranger(String who) {
    return new ProblemException(
        403, "No server", who + " is not, or no more, a server of this system.");
  }
}
