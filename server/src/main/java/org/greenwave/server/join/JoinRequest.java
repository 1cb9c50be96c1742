package org.greenwave.server.join;

import java.util.Optional;
import org.greenwave.directory.Server;

/** A server asks to be let in. */
public record JoinRequest(String token, Server server) {
  /** Whether nothing is missing that the Directory would record. */
  public boolean complete() {
    return Optional.ofNullable(token).isPresent()
        && Optional.ofNullable(server)
            .filter(joiner -> Optional.ofNullable(joiner.name()).isPresent())
            .filter(joiner -> Optional.ofNullable(joiner.kind()).isPresent())
            .filter(joiner -> Optional.ofNullable(joiner.endpoints()).isPresent())
            .isPresent();
  }
}
