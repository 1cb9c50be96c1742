package org.greenwave.server.join;

import java.util.Optional;
import org.greenwave.directory.Server;
import org.greenwave.server.trust.Applicant;

/**
 * A server asks to be let in.
 *
 * @param token its secret part
 * @param keys what it wants certificates for
 */
public record JoinRequest(String token, Server server, Applicant.Keys keys) {
  /** Whether nothing is missing that the Directory would record. */
  public boolean complete() {
    return Optional.ofNullable(token).isPresent()
        && Optional.ofNullable(server)
            .filter(joiner -> Optional.ofNullable(joiner.name()).isPresent())
            .filter(joiner -> Optional.ofNullable(joiner.kind()).isPresent())
            .filter(joiner -> Optional.ofNullable(joiner.endpoints()).isPresent())
            .filter(joiner -> Optional.ofNullable(joiner.endpoints().host()).isPresent())
            .isPresent()
        && Optional.ofNullable(keys)
            .filter(shown -> Optional.ofNullable(shown.server()).isPresent())
            .filter(shown -> Optional.ofNullable(shown.directory()).isPresent())
            .isPresent();
  }
}
