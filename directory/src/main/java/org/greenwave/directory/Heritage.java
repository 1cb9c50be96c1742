package org.greenwave.directory;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a system has from the one that it succeeds: its majority was lost for good, or all of it.
 *
 * @param predecessors the identities of the systems before this one, the latest last; a role
 *     database that belongs to one of them may be taken over
 * @param lost servers of the predecessor whose places no other machine has taken yet
 * @param roles those that the predecessor has granted and this system has not yet
 */
public record Heritage(List<String> predecessors, SortedSet<String> lost, SortedSet<String> roles) {
  /** Of a system that was founded as a new one. */
  public static final Heritage NONE = new Heritage(List.of(), new TreeSet<>(), new TreeSet<>());

  public Heritage {
    predecessors = List.copyOf(predecessors);
    lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
  }

  /** Of the heir of a system; other systems are given up for it too. */
  Heritage handedDown(String id, Set<String> also, Set<String> lostNow, Set<String> rolesNow) {
    List<String> longer =
        Stream.of(predecessors.stream(), Stream.of(id), also.stream())
            .flatMap(one -> one)
            .distinct()
            .toList();
    return new Heritage(longer, new TreeSet<>(lostNow), new TreeSet<>(rolesNow));
  }

  /** Another machine has taken a server's place, or nobody is to. */
  Heritage without(String server) {
    SortedSet<String> fewer = new TreeSet<>(lost);
    fewer.remove(server);
    return new Heritage(predecessors, fewer, roles);
  }

  /** A role has been granted by this system. */
  Heritage granted(String role) {
    SortedSet<String> fewer = new TreeSet<>(roles);
    fewer.remove(role);
    return new Heritage(predecessors, lost, fewer);
  }
}
