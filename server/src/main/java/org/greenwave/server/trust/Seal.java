package org.greenwave.server.trust;

import java.security.SignatureException;

/** Signs what a server says where no TLS is, and tells who has signed. */
public interface Seal {
  /** Signs with this server's present key. */
  Signed sign(byte[] said);

  /**
   * Who said so.
   *
   * @throws SignatureException when it was no server of this system, or its certificate has expired
   */
  Holder verify(Signed signed, byte[] said) throws SignatureException;
}
