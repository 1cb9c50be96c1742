package org.greenwave.app.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The periods of a zone that are stored, as what, and in the order of the field. */
final class Found {
  private final NavigableMap<Long, Pair> byFieldEnd = new TreeMap<>();
  private final NavigableMap<Long, Pair> byHostEnd = new TreeMap<>();

  /** A period, and the sample that it is stored as. */
  record Pair(Served period, Stored sample) {}

  /**
   * A gap in the field's own time.
   *
   * @param before the stored period that it follows; empty when that was before all evidence
   * @param after the stored period up to which it goes
   */
  record Span(Optional<Pair> before, Pair after) {
    boolean covers(Served period) {
      long end = period.endMillis();
      return before.map(it -> it.period().endMillis() < end).orElse(true)
          && end < after.period().endMillis();
    }
  }

  Found(Map<Served, Stored> found) {
    found.forEach((period, sample) -> {
      Pair pair = new Pair(period, sample);
      byFieldEnd.put(period.endMillis(), pair);
      byHostEnd.put(sample.endMillis(), pair);
    });
  }

  /** The periods. */
  Set<Served> periods() {
    return byFieldEnd.values().stream().map(Pair::period).collect(Collectors.toSet());
  }

  /** Whether something is stored before a period and something after it. */
  boolean surround(Served period) {
    return byFieldEnd.lowerEntry(period.endMillis()) != null
        && byFieldEnd.higherEntry(period.endMillis()) != null;
  }

  /** All of it, in the order in which the field measured it. */
  Iterable<Pair> inOrder() {
    return byFieldEnd.values();
  }

  /** Where the gaps lie; those that do not go from one stored period to another are left out. */
  Map<RecordedGap, Span> spans(Iterable<RecordedGap> gaps) {
    Map<RecordedGap, Span> spans = new HashMap<>();
    gaps.forEach(gap -> span(gap).ifPresent(span -> spans.put(gap, span)));
    return spans;
  }

  /** Whether a gap goes up to something that is newer than all that is known here. */
  boolean isNewer(RecordedGap gap) {
    return byHostEnd.isEmpty() || gap.toMillis() > byHostEnd.lastKey();
  }

  private Optional<Span> span(RecordedGap gap) {
    Optional<Pair> before = Optional.ofNullable(byHostEnd.get(gap.fromMillis()));
    boolean earlier = byHostEnd.isEmpty() || gap.fromMillis() < byHostEnd.firstKey();
    return Optional.ofNullable(byHostEnd.get(gap.toMillis()))
        .filter(_ -> before.isPresent() || earlier)
        .map(after -> new Span(before, after));
  }
}
