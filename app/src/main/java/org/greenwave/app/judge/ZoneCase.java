package org.greenwave.app.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenwave.app.judge.Evidence.Window;

/**
 * The evidence about one zone. A sample belongs to the period with its sequence number whose end is
 * nearest: numbers run over after 65,536 periods and begin anew when a unit restarts, and the end
 * as a host anchored it differs from the field's by the time that a poll takes.
 */
final class ZoneCase {
  private static final long NEAR_MILLIS = 30_000;

  private final ZoneName zone;
  private final Window window;
  private final List<Served> served = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final List<RecordedGap> gaps = new ArrayList<>();

  private final List<String> lost = new ArrayList<>();
  private final List<String> twice = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> unrecorded = new ArrayList<>();
  private int expected;
  private int gapPeriods;

  ZoneCase(ZoneName zone, Window window) {
    this.zone = zone;
    this.window = window;
  }

  void add(Served one) {
    served.add(one);
  }

  void add(Stored one) {
    stored.add(one);
  }

  void add(RecordedGap one) {
    gaps.add(one);
  }

  Verdict judge() {
    Map<Served, Stored> found = compare();
    HostTime hostTime = new HostTime(found);
    long first = stored.stream().mapToLong(Stored::endMillis).min().orElse(Long.MAX_VALUE);
    long last = stored.stream().mapToLong(Stored::endMillis).max().orElse(Long.MIN_VALUE);
    var missing = new ArrayList<Served>();
    for (Served one : served) {
      boolean begun = one.endMillis() >= Math.min(first, window.begunMillis());
      if (!begun || one.endMillis() > window.horizonMillis()) {
        continue;
      }
      expected += one.always() ? 1 : 0;
      if (!found.containsKey(one)) {
        missing.add(one);
        judgeMissing(one, first, last, hostTime);
      }
    }
    gaps.forEach(gap -> judgeGap(gap, missing, hostTime));
    int compared = stored.size();
    return new Verdict(expected, compared, lost, twice, wrong, unrecorded, gapPeriods);
  }

  /** Compares each sample with its period, and returns the periods that are stored, and as what. */
  private Map<Served, Stored> compare() {
    Map<Integer, List<Served>> bySequence = new HashMap<>();
    served.forEach(
        one -> bySequence.computeIfAbsent(one.sequence(), _ -> new ArrayList<>()).add(one));
    Map<Served, Stored> found = new HashMap<>();
    for (Stored sample : stored) {
      Optional<Served> period =
          nearest(bySequence.getOrDefault(sample.sequence(), List.of()), sample);
      if (period.isEmpty()) {
        judgeInvented(sample);
      } else if (found.putIfAbsent(period.get(), sample) != null) {
        twice.add(say(sample.sequence(), sample.endMillis()) + " is stored more than once.");
      } else if (period.get().volume() != sample.volume()) {
        wrong.add(
            say(sample.sequence(), sample.endMillis())
                + " is stored with volume %d and was %d."
                    .formatted(sample.volume(), period.get().volume()));
      }
    }
    return found;
  }

  private void judgeInvented(Stored sample) {
    long firstServed = served.stream().mapToLong(Served::endMillis).min().orElse(Long.MAX_VALUE);
    boolean known = sample.endMillis() >= firstServed;
    if (known && sample.endMillis() <= window.horizonMillis()) {
      wrong.add(say(sample.sequence(), sample.endMillis()) + " is stored but was never measured.");
    }
  }

  private static Optional<Served> nearest(List<Served> candidates, Stored sample) {
    return candidates.stream()
        .filter(one -> distance(one, sample) <= NEAR_MILLIS)
        .min(Comparator.comparingLong(one -> distance(one, sample)));
  }

  private static long distance(Served one, Stored sample) {
    return Math.abs(one.endMillis() - sample.endMillis());
  }

  private void judgeMissing(Served one, long first, long last, HostTime hostTime) {
    // What ended before the zone was known to be stored was promised to nobody; still, a hole in it
    // has to be recorded.
    if (one.always() && one.endMillis() >= window.begunMillis()) {
      lost.add(say(one.sequence(), one.endMillis()) + " could be read and is not stored.");
    } else if (gaps.stream().anyMatch(gap -> covers(gap, one, hostTime))) {
      gapPeriods++;
    } else if (hostTime.endsOf(one).anyMatch(end -> end > first && end < last)) {
      unrecorded.add(say(one.sequence(), one.endMillis()) + " is missing and no gap tells it.");
    }
  }

  /** Half a period of leeway, since a poll's lateness goes into the ends of periods. */
  private boolean covers(RecordedGap gap, Served one, HostTime hostTime) {
    long leeway = window.periodMillis() / 2;
    return hostTime
        .endsOf(one)
        .anyMatch(end -> end > gap.fromMillis() + leeway && end < gap.toMillis() - leeway);
  }

  private void judgeGap(RecordedGap gap, List<Served> missing, HostTime hostTime) {
    if (gap.periods() == RecordedGap.UNKNOWN || gap.toMillis() > window.horizonMillis()) {
      return;
    }
    boolean known = served.stream().anyMatch(one -> one.endMillis() <= gap.fromMillis() + 1);
    long count = missing.stream().filter(one -> covers(gap, one, hostTime)).count();
    if (known && count != gap.periods()) {
      unrecorded.add(
          "%s: a gap of %d periods is recorded up to %s, and %d are missing there."
              .formatted(zone, gap.periods(), Instant.ofEpochMilli(gap.toMillis()), count));
    }
  }

  private String say(int sequence, long endMillis) {
    return "%s: the period %d that ended %s"
        .formatted(zone, sequence, Instant.ofEpochMilli(endMillis));
  }
}
