package org.greenwave.server.join;

import java.util.Optional;

/**
 * What a system shows of its authority to everybody.
 *
 * @param certificate in PEM
 * @param fingerprint the SHA-256 of the certificate, in hexadecimal
 * @param door where other servers reach this one's inner door, {@code host:port}
 */
public record ShownAuthority(String certificate, String fingerprint, String door) {
  boolean complete() {
    return Optional.ofNullable(certificate).isPresent() && Optional.ofNullable(door).isPresent();
  }
}
