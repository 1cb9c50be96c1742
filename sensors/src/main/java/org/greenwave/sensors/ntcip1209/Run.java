package org.greenwave.sensors.ntcip1209;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of a zone that belong together: what stands first in the device is the newest, and
 * every other is as many numbers older as it stands further back, or one more when the device moved
 * on while it was read. Anything else is left from before a restart, or was never filled.
 *
 * @param newestFirst the entries
 */
record Run(List<Entry> newestFirst) {
  private static final int MOST_HELD = Tss.OLDEST_POSSIBLE;

  Run {
    newestFirst = List.copyOf(newestFirst);
  }

  /** Those of the given entries that are a run. */
  static Run of(List<Entry> entries) {
    List<Entry> byIndex = new ArrayList<>(entries);
    byIndex.removeIf(entry -> entry.index() < Tss.LAST_COMPLETE || entry.neverFilled());
    byIndex.sort(Comparator.comparingInt(Entry::index));
    Map<Integer, Entry> run = new TreeMap<>();
    for (Entry entry : byIndex) {
      int back = numbers(byIndex.getFirst(), entry.sequence());
      int places = entry.index() - byIndex.getFirst().index();
      if (back <= MOST_HELD && (back == places || back == places + 1)) {
        run.putIfAbsent(back, entry);
      }
    }
    return new Run(List.copyOf(run.values()));
  }

  private static int numbers(Entry newer, int olderSequence) {
    return Math.floorMod(newer.sequence() - olderSequence, Tss.SEQUENCES);
  }

  boolean isEmpty() {
    return newestFirst.isEmpty();
  }

  Entry newest() {
    return newestFirst.getFirst();
  }

  /** By how many numbers an entry is older than the newest one. */
  int back(Entry entry) {
    return numbers(newest(), entry.sequence());
  }

  int oldestBack() {
    return back(newestFirst.getLast());
  }

  /** By how many numbers an anchor is older than the newest entry, but for whole turns. */
  int numbersSince(Anchor anchor) {
    return numbers(newest(), anchor.sequence());
  }

  /** Whether the anchor's own entry is among them. */
  boolean holds(Anchor anchor) {
    return newestFirst.stream()
        .anyMatch(entry ->
            entry.sequence() == anchor.sequence() && entry.fingerprint() == anchor.fingerprint());
  }

  /** Whether another entry has the anchor's number. */
  boolean contradicts(Anchor anchor) {
    return newestFirst.stream()
        .anyMatch(entry ->
            entry.sequence() == anchor.sequence() && entry.fingerprint() != anchor.fingerprint());
  }

  /** The newest entries: those that are fewer numbers back than this. */
  Run newest(long numbers) {
    return new Run(newestFirst.stream().filter(entry -> back(entry) < numbers).toList());
  }

  /** What is newer than the anchor where its own entry is held; else all. */
  Run after(Anchor anchor) {
    return holds(anchor) ? newest(numbersSince(anchor)) : this;
  }
}
