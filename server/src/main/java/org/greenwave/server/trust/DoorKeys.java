package org.greenwave.server.trust;

import java.net.Socket;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What the door of people shows: the operator's own certificate, but to who asks for a name of the
 * system's the certificate of the system, so that the command line can go by the system authority.
 */
final class DoorKeys extends LiveKeys {
  private final LiveKeys system;
  private final OwnCertificate own;

  DoorKeys(LiveKeys system, OwnCertificate own) {
    super(system.current());
    this.system = system;
    this.own = own;
  }

  @Override
  List<Credential> known() {
    return Stream.concat(own.known().stream(), system.known().stream()).toList();
  }

  @Override
  public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    Credential shown = internal(socket) ? system.current() : own.current();
    return alias(shown, keyType).orElse(null);
  }

  private static boolean internal(Socket socket) {
    return socket instanceof SSLSocket secured
        && secured.getHandshakeSession() instanceof ExtendedSSLSession session
        && session.getRequestedServerNames().stream()
            .anyMatch(name ->
                name instanceof SNIHostName host
                    && host.getAsciiName().equalsIgnoreCase(Authority.INTERNAL));
  }
}
