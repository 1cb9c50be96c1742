package org.greenwave.server.trust;

import java.util.Optional;

/**
 * What a server that was let in is given, so that others know it.
 *
 * @param directory only for a server that keeps the Directory
 */
public record Granted(Under system, Optional<Under> directory) {
  /**
   * All in PEM.
   *
   * @param authority the authority's certificate
   * @param certificate the server's own
   * @param authorityKey only for a server that keeps the Directory
   */
  public record Under(String authority, String certificate, Optional<String> authorityKey) {
    /** Without the key: what is logged is read by many. */
    @Override
    public String toString() {
      return "Under[" + (authorityKey.isPresent() ? "with" : "without") + " the authority's key]";
    }
  }
}
