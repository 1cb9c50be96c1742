package org.greenwave.server.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** How a server that belongs to no system yet talks to one. */
public final class Pinned {
  private Pinned() {}

  /** To servers that an authority vouches for. */
  public static SSLContext to(X509Certificate authority) {
    return context(new Peers(authority, (_, _) -> Optional.empty()));
  }

  /** To ask anybody for what is public and checked by other means afterwards; never for more. */
  public static SSLContext toAnybody() {
    return context(new Anybody());
  }

  private static SSLContext context(X509ExtendedTrustManager peers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {peers}, null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has TLS", missing);
    }
  }
}
