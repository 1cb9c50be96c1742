package org.greenwave.server.core;

import org.greenwave.directory.Server;

/**
 * Who this process is.
 *
 * @param systemId the Directory's identity
 * @param server this server as the Directory is to record it
 * @param incarnation this run of the process; sorts after every earlier one
 */
public record Identity(String systemId, Server server, String incarnation) {
  /** The server's name. */
  public String name() {
    return server.name();
  }

  /** Whether this server keeps the Directory. */
  public boolean keepsDirectory() {
    return server.votes();
  }
}
