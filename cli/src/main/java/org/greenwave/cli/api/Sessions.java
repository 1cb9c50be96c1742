package org.greenwave.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that this account has begun, in a file of its own: a token for each server that the
 * login was meant for. No other server is ever shown it.
 */
public final class Sessions {
  private final KeptFile file;

  /** The sessions in a file, which need not be there. */
  public Sessions(Path file) {
    this.file = new KeptFile(file);
  }

  /** The token to show to a server. */
  public Optional<String> token(URI server) {
    return file.of(server);
  }

  /** Keeps a token for the servers of one system. */
  public void keep(List<URI> servers, String token) throws IOException {
    file.keep(servers, token);
  }

  /** Forgets what is kept for some servers. */
  public void forget(List<URI> servers) throws IOException {
    file.forget(servers);
  }
}
