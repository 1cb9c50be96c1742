package org.greenwave.tss.store;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.greenwave.sensors.Sample;

/** What a submission may be like. Each day it touches may mean a table, so days are counted. */
final class Bounds {
  private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
  private static final int MOST_DAYS = 32;
  private static final long DAY_MILLIS = 86_400_000;

  private Bounds() {}

  /** What is wrong with a submission, as a sentence. */
  static Optional<String> fault(Submission submission) {
    if (submission.samples().size() > SampleWriter.MOST_SAMPLES_AT_ONCE) {
      return Optional.of(
          "A submission has at most %d samples; split it."
              .formatted(SampleWriter.MOST_SAMPLES_AT_ONCE));
    }
    Set<Long> days = new HashSet<>();
    for (Sample sample : submission.samples()) {
      long end = sample.periodEndMillis();
      if (end < EARLIEST || end >= LATEST) {
        return Optional.of("A sample's period ends outside the years 2000 to 2199.");
      }
      days.add(end / DAY_MILLIS);
    }
    return days.size() > MOST_DAYS
        ? Optional.of("A submission covers at most %d days; split it.".formatted(MOST_DAYS))
        : Optional.empty();
  }
}
