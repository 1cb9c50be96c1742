package org.greenwave.proving.cluster;

import java.util.List;

/**
 * Which servers a system has.
 *
 * @param servers their names, the one that founds the system first
 * @param expansions those that keep no Directory
 * @param list the role's server list
 */
public record Topology(List<String> servers, List<String> expansions, List<String> list) {
  /** Three Directory servers, each of which may host the role. */
  public static final Topology ALIKE =
      new Topology(List.of("alpha", "beta", "gamma"), List.of(), List.of("alpha", "beta", "gamma"));

  /** One Directory server, and two expansion servers that host the role. */
  public static final Topology CLASSIC =
      new Topology(
          List.of("alpha", "beta", "gamma"), List.of("beta", "gamma"), List.of("beta", "gamma"));

  String founder() {
    return servers.getFirst();
  }

  String kind(String server) {
    return expansions.contains(server) ? "expansion" : "directory";
  }
}
