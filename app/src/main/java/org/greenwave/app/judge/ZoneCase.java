package org.greenwave.app.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.app.judge.Evidence.Window;
import org.greenwave.app.judge.Found.Span;

/**
 * The evidence about one zone. A sample belongs to the period with its number in the run of numbers
 * that its epoch is; its values and, to the millisecond, its end must be that period's.
 */
final class ZoneCase {
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
    Alignment alignment = new Alignment(served, stored);
    Found found = compare(alignment);
    Map<RecordedGap, Span> spans = found.spans(gaps);
    Set<Served> missing = missing(found);
    counting(alignment).stream()
        .filter(missing::contains)
        .forEach(one -> judgeMissing(one, found, spans.values()));
    spans.forEach((gap, span) -> judgeGap(gap, span, missing));
    unrecorded.addAll(stray(found, spans.keySet()));
    Breaks breaks = new Breaks(zone, found, missing);
    wrong.addAll(breaks.unfoundedEpochs());
    unrecorded.addAll(breaks.unfoundedGaps(spans));
    return new Verdict(expected, stored.size(), lost, twice, wrong, unrecorded, gapPeriods);
  }

  /** The periods that count; those that had to be stored are expected. */
  private List<Served> counting(Alignment alignment) {
    long first = stored.stream().mapToLong(alignment::fieldEnd).min().orElse(Long.MAX_VALUE);
    long begun = Math.min(first, window.begunMillis());
    List<Served> counting =
        served.stream()
            .filter(one -> one.endMillis() >= begun && one.endMillis() <= window.horizonMillis())
            .toList();
    expected = (int) counting.stream().filter(Served::always).count();
    return counting;
  }

  private Set<Served> missing(Found found) {
    Set<Served> missing = new HashSet<>(served);
    missing.removeAll(found.periods());
    return missing;
  }

  /**
   * Compares each sample with its period, and returns the periods that are stored, and as what:
   * where there are several, as the one whose end is right.
   */
  private Found compare(Alignment alignment) {
    Map<Served, Stored> found = new HashMap<>();
    for (Stored sample : bestFirst(alignment)) {
      Optional<Served> period = alignment.period(sample);
      if (period.isEmpty()) {
        judgeInvented(sample, alignment.fieldEnd(sample));
      } else if (found.putIfAbsent(period.get(), sample) != null) {
        twice.add(say(sample.sequence(), sample.endMillis()) + " is stored more than once.");
      } else {
        judgeFound(sample, period.get(), alignment.offMillis(sample, period.get()));
      }
    }
    return new Found(found);
  }

  private List<Stored> bestFirst(Alignment alignment) {
    return stored.stream()
        .sorted(
            Comparator.comparingLong(sample ->
                alignment
                    .period(sample)
                    .map(period -> Math.abs(alignment.offMillis(sample, period)))
                    .orElse(Long.MAX_VALUE)))
        .toList();
  }

  private void judgeFound(Stored sample, Served period, long offMillis) {
    String said = say(sample.sequence(), sample.endMillis());
    sample
        .measured()
        .differsFrom(period.measured())
        .ifPresent(how -> wrong.add("%s is stored %s.".formatted(said, how)));
    if (offMillis != 0) {
      wrong.add(
          "%s is stored %d ms away from where the epoch %d has it."
              .formatted(said, offMillis, sample.epoch()));
    }
  }

  private void judgeInvented(Stored sample, long fieldEnd) {
    long firstServed = served.stream().mapToLong(Served::endMillis).min().orElse(Long.MAX_VALUE);
    if (fieldEnd >= firstServed && fieldEnd <= window.horizonMillis()) {
      wrong.add(say(sample.sequence(), sample.endMillis()) + " is stored but was never measured.");
    }
  }

  private void judgeMissing(Served one, Found found, Collection<Span> spans) {
    // What ended before the zone was known to be stored was promised to nobody; still, a hole in it
    // has to be recorded.
    if (one.always() && one.endMillis() >= window.begunMillis()) {
      lost.add(say(one.sequence(), one.endMillis()) + " could be read and is not stored.");
    } else if (spans.stream().anyMatch(span -> span.covers(one))) {
      gapPeriods++;
    } else if (found.surround(one)) {
      unrecorded.add(say(one.sequence(), one.endMillis()) + " is missing and no gap tells it.");
    }
  }

  private void judgeGap(RecordedGap gap, Span span, Set<Served> missing) {
    if (gap.periods() == RecordedGap.UNKNOWN || span.before().isEmpty()) {
      return;
    }
    long count = missing.stream().filter(span::covers).count();
    if (count != gap.periods()) {
      unrecorded.add(
          "%s: a gap of %d periods is recorded up to %s, and %d are missing there."
              .formatted(zone, gap.periods(), Instant.ofEpochMilli(gap.toMillis()), count));
    }
  }

  /** The gaps that do not go from one stored period to the next. */
  private List<String> stray(Found found, Set<RecordedGap> known) {
    return gaps.stream()
        .filter(gap -> !known.contains(gap) && !found.isNewer(gap))
        .map(gap ->
            "%s: a gap is recorded from %s to %s, and no stored periods end there."
                .formatted(
                    zone,
                    Instant.ofEpochMilli(gap.fromMillis()),
                    Instant.ofEpochMilli(gap.toMillis())))
        .toList();
  }

  private String say(int sequence, long endMillis) {
    return "%s: the period %d that ended %s"
        .formatted(zone, sequence, Instant.ofEpochMilli(endMillis));
  }
}
