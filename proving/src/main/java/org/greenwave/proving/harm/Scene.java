package org.greenwave.proving.harm;

import java.util.List;

/**
 * The cluster just before a fault.
 *
 * @param host the role's host
 * @param leader the Directory's leader
 * @param servers all servers, in the order of the role's list
 */
public record Scene(String host, String leader, List<String> servers) {
  /** A server that is neither, or at least not the host. */
  public String other() {
    return servers.stream()
        .filter(it -> !it.equals(host) && !it.equals(leader))
        .findFirst()
        .orElseThrow();
  }

  /** All servers but one. */
  public List<String> others(String server) {
    return servers.stream().filter(it -> !it.equals(server)).toList();
  }
}
