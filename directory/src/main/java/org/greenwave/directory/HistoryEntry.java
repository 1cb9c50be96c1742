package org.greenwave.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Something that happened, kept for people.
 *
 * @param at wall clock of the leader that decided it
 * @param about the role or server it is about, or {@code system}
 * @param kind one word: created, edited, deleted, granted, moving, moved, joined, maintenance,
 *     ended, sealed, reset, people, inherited
 * @param server the server concerned
 * @param fence the fence concerned, 0 for none
 * @param sentence what happened and why
 */
public record HistoryEntry(
    Instant at, String about, String kind, Optional<String> server, long fence, String sentence) {
  /**
   * So many of them. The oldest of what there are most of goes first, so that one role that fails
   * over and over does not wipe out what happened to all others.
   */
  static List<HistoryEntry> latest(List<HistoryEntry> all, int most) {
    List<HistoryEntry> kept = new ArrayList<>(all);
    while (kept.size() > most) {
      String wordiest = wordiest(kept);
      kept.remove(
          IntStream.range(0, kept.size())
              .filter(number -> kept.get(number).about().equals(wordiest))
              .findFirst()
              .orElse(0));
    }
    return kept;
  }

  private static String wordiest(List<HistoryEntry> entries) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.about(), 1, Integer::sum));
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }
}
