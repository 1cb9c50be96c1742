package org.greenwave.sensors.ntcip1209;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.ntcip1209.Verdict.AskForAll;
import org.greenwave.sensors.ntcip1209.Verdict.Hole;
import org.greenwave.sensors.ntcip1209.Verdict.New;
import org.greenwave.sensors.ntcip1209.Verdict.Period;

/**
 * A zone of a unit whose crystal is off, and the host that keeps its samples. What a host must not
 * do is checked with each poll: no entry is stored twice or left out, no end is named twice.
 */
final class KeptZone {
  private static final int HELD = 4;
  private static final long ANSWER_MILLIS = 40;

  final List<Hole> holes = new ArrayList<>();
  private final Set<Long> ends = new HashSet<>();
  private final int periodSeconds;
  private final double trueMillis;
  private long begunMillis;
  private long storedPeriods;
  private Optional<Anchor> anchor = Optional.empty();
  private boolean seen;
  private long seenMillis;
  private int astray;

  /** The clock's error, what it shows less the true time. */
  long clockAheadMillis;

  boolean restarted;

  /** Its periods are longer than they should be by so many millionths. */
  KeptZone(int periodSeconds, double tooLongPpm, long begunMillis) {
    this.periodSeconds = periodSeconds;
    this.trueMillis = periodSeconds * 1000L * (1 + tooLongPpm / 1e6);
    this.begunMillis = begunMillis;
  }

  /** When its period of a number has really ended. */
  long endMillis(long period) {
    return begunMillis + (long) Math.ceil((period + 1) * trueMillis);
  }

  /** The number of the last period that is over. */
  long newest(long nowMillis) {
    return (long) Math.floor((nowMillis - begunMillis) / trueMillis) - 1;
  }

  int epoch() {
    return anchor.orElseThrow().epoch();
  }

  long lastEndMillis() {
    return anchor.orElseThrow().periodEndMillis();
  }

  /** Another host takes over: it knows the anchor, and no more. */
  void failOver() {
    seen = false;
    astray = 0;
  }

  /** The unit measures nothing for a while, and then goes on counting. */
  void pause(long millis) {
    begunMillis += millis;
  }

  /** The unit loses all it holds, and counts anew. */
  void restart(long nowMillis) {
    begunMillis = nowMillis;
    storedPeriods = 0;
    restarted = true;
  }

  /** Asks for the last entry, and for all if that is not enough. */
  void poll(long nowMillis) {
    long newest = newest(nowMillis);
    if (newest >= 0 && place(nowMillis, newest, false) instanceof AskForAll) {
      assertThat(place(nowMillis, newest, true)).isNotInstanceOf(AskForAll.class);
    }
  }

  private Verdict place(long nowMillis, long newest, boolean all) {
    long asked = nowMillis + clockAheadMillis;
    long since =
        seen
            ? nowMillis - seenMillis
            : anchor.map(last -> asked - last.periodEndMillis()).orElse(0L);
    Verdict verdict =
        Continuity.place(
            new Sight(
                anchor,
                entries(newest, all),
                all,
                OptionalInt.empty(),
                periodSeconds,
                restarted,
                since,
                new Moment(asked, asked + ANSWER_MILLIS),
                astray));
    if (verdict instanceof New found) {
      take(found, newest);
      seen = true;
      seenMillis = nowMillis;
    }
    return verdict;
  }

  private List<Entry> entries(long newest, boolean all) {
    List<Entry> entries = new ArrayList<>();
    for (long at = newest; at >= 0 && at > newest - (all ? HELD : 1); at--) {
      int sequence = (int) (at % Tss.SEQUENCES);
      int index = (int) (Tss.LAST_COMPLETE + newest - at);
      long end = (at + 1) * periodSeconds; // by the unit's own count
      entries.add(new Entry(1, index, sequence, end, 5, 50, 800, 2, true, List.of()));
    }
    return entries;
  }

  private void take(New found, long newest) {
    int missing = found.holes().stream().mapToInt(hole -> Math.max(0, hole.periods())).sum();
    if (anchor.isPresent() && !restarted) {
      assertThat(storedPeriods + missing + found.periods().size()).isEqualTo(newest + 1);
    }
    for (Period period : found.periods()) {
      assertThat(ends.add(period.periodEndMillis())).as("%s is named once", period).isTrue();
    }
    for (Hole hole : found.holes()) {
      assertThat(hole.toMillis()).as(hole.toString()).isGreaterThan(hole.fromMillis());
    }
    storedPeriods = newest + 1;
    holes.addAll(found.holes());
    anchor = Optional.of(found.anchor());
    astray = found.astray();
    restarted = false;
  }

  /** What viewers are shown at a time. */
  Freshness shown(long nowMillis) {
    return Freshness.of(
        lastEndMillis(), nowMillis + clockAheadMillis, Freshness.Limits.of(periodSeconds, 90, 300));
  }
}
