package org.greenwave.tss.store;

import java.util.List;
import org.greenwave.sensors.Gap;
import org.greenwave.sensors.Sample;

/**
 * What a source has to store: either all of it is stored, in one transaction, or none.
 *
 * @param samples of any zones; at most {@link SampleWriter#MOST_SAMPLES_AT_ONCE}
 * @param gaps periods that can no longer be had
 */
public record Submission(List<Sample> samples, List<Gap> gaps) {
  public Submission {
    samples = List.copyOf(samples);
    gaps = List.copyOf(gaps);
  }

  /** Samples alone. */
  public static Submission of(List<Sample> samples) {
    return new Submission(samples, List.of());
  }
}
