package org.greenwave.proving.failover;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.greenwave.proving.failover.Phases.Phase;
import org.greenwave.proving.figures.Figures;

/**
 * One failover as it was measured.
 *
 * @param millis from the event, or from the last sample before a planned move, to the first sample
 *     that the next host has committed
 * @param phases when each step was taken, in milliseconds from the event
 */
record Measured(double millis, Map<Phase, Double> phases) {
  String sentence() {
    String steps =
        phases.entrySet().stream()
            .map(it ->
                it.getKey().name().toLowerCase(Locale.ROOT) + " " + Figures.text(it.getValue()))
            .collect(Collectors.joining(", "));
    return "%s ms (%s)".formatted(Figures.text(millis), steps);
  }
}
