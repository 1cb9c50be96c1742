package org.greenwave.server.trust;

import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;

/** Gets this server a certificate for a new key, from somebody who can vouch for it. */
public interface Certifier {
  X509Certificate certificate(PublicKey key) throws IOException;
}
