package org.greenwave.proving.history;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A stretch of the role's history.
 *
 * @param fresh what was not known before, oldest first
 * @param continues whether it goes on where the known history ended (law L7): what was decided
 *     stays, but for the oldest of a history that has come to its limit
 */
public record Stretch(List<Decided> fresh, boolean continues) {
  /**
   * What follows what is known.
   *
   * @param seen what is known, oldest first
   * @param all the history now, oldest first
   * @param forgets whether its oldest entries may be gone by now
   */
  static Stretch after(List<Decided> seen, List<Decided> all, boolean forgets) {
    int mostForgotten = forgets ? Math.max(0, seen.size() - 1) : 0;
    return IntStream.rangeClosed(0, mostForgotten)
        .mapToObj(forgotten -> seen.subList(forgotten, seen.size()))
        .filter(kept -> startsWith(all, kept))
        .findFirst()
        .map(kept -> new Stretch(all.subList(kept.size(), all.size()), true))
        .orElseGet(() -> new Stretch(all.subList(alike(seen, all), all.size()), false));
  }

  private static boolean startsWith(List<Decided> all, List<Decided> kept) {
    return kept.size() <= all.size() && kept.equals(all.subList(0, kept.size()));
  }

  private static int alike(List<Decided> one, List<Decided> other) {
    int most = Math.min(one.size(), other.size());
    return IntStream.range(0, most)
        .filter(at -> !one.get(at).equals(other.get(at)))
        .findFirst()
        .orElse(most);
  }
}
