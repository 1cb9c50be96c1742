package org.greenwave.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of the software go together: those of one major version that are at most one minor
 * version apart, so that a system can be upgraded, or taken back, server by server.
 */
public final class Releases {
  private Releases() {}

  /** Whether servers of these two versions can be in one system. */
  public static boolean adjacent(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    Optional<List<Integer>> first = numbers(one);
    Optional<List<Integer>> second = numbers(other);
    return first.isPresent()
        && second.isPresent()
        && first.get().get(0).equals(second.get().get(0))
        && Math.abs(first.get().get(1) - second.get().get(1)) <= 1;
  }

  /** The older of two versions first; what is no version is the oldest. */
  public static int compare(String one, String other) {
    return Arrays.compare(parts(one), parts(other));
  }

  private static int[] parts(String version) {
    return version.matches("[0-9]{1,6}(\\.[0-9]{1,6}){1,2}")
        ? Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray()
        : new int[0];
  }

  /** Why a folder that one version has used is nothing for another; empty when it is. */
  public static Optional<String> unreadable(String before, String now) {
    return adjacent(before, now)
        ? Optional.empty()
        : Optional.of(
            ("This is version %s, and the folder was last used by version %s; at most one minor"
                    + " version can be passed at a time. Start one in between first.")
                .formatted(now, before));
  }

  /** A Directory server that a joiner is too far from, if it is not near to most of them. */
  static Optional<Server> outlier(Directory directory, String release) {
    List<Server> apart =
        directory.servers().values().stream()
            .filter(Server::votes)
            .filter(server -> !adjacent(server.release(), release))
            .toList();
    return 2 * apart.size() >= directory.directoryServers().size()
        ? apart.stream().findFirst()
        : Optional.empty();
  }

  /** Major and minor; empty for what is no version. */
  private static Optional<List<Integer>> numbers(String version) {
    String[] parts = version.split("\\.", 3);
    boolean sound =
        parts.length >= 2 && parts[0].matches("[0-9]{1,6}") && parts[1].matches("[0-9]{1,6}");
    return sound
        ? Optional.of(Arrays.stream(parts).limit(2).map(Integer::valueOf).toList())
        : Optional.empty();
  }
}
