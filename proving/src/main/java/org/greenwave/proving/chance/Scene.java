package org.greenwave.proving.chance;

import java.util.List;

/**
 * The cluster just before a fault.
 *
 * @param host the role's host
 * @param leader the Directory's leader
 * @param servers all servers, in the order of the role's list
 */
record Scene(String host, String leader, List<String> servers) {
  /** The server that a fault hits. */
  String victim(Fault fault) {
    return switch (fault.victim()) {
      case HOST -> host;
      case LEADER -> leader;
      case OTHER -> other();
    };
  }

  /** A server that is neither, or at least not the host. */
  String other() {
    return servers.stream()
        .filter(it -> !it.equals(host) && !it.equals(leader))
        .findFirst()
        .orElseThrow();
  }

  /** All servers but one. */
  List<String> others(String server) {
    return servers.stream().filter(it -> !it.equals(server)).toList();
  }
}
