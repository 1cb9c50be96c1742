package org.greenwave.proving.failover;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.failover.Phases.Phase;
import org.greenwave.proving.figures.Figures;

/**
 * The tables at the end of a measurement. A promise that is missed is said; once it was measured as
 * often as it speaks of, it has fallen short.
 *
 * @param measured all takeovers
 * @param tight whether by the tightest timings
 */
record Report(Map<Event, List<Measured>> measured, boolean tight) {
  private static final String STEPS = "%-30s %8s %8s %8s %9s %8s";

  void tell(Verdict verdict) {
    measured.forEach((event, all) -> verdict.tell(line(event, figures(all))));
    verdict.tell("");
    verdict.tell(
        STEPS.formatted(
            "median ms from the event to", "noticed", "decided", "granted", "activated", "sample"));
    measured.forEach((event, all) -> verdict.tell(steps(event, all)));
    measured.forEach((event, all) -> judge(event, figures(all), verdict));
  }

  private static Figures figures(List<Measured> all) {
    return new Figures(all.stream().map(Measured::millis).toList());
  }

  private String line(Event event, Figures figures) {
    String promises =
        event.promises(tight).stream()
            .map(it -> it.sentence() + (it.heldBy(figures) ? " held" : " MISSED"))
            .collect(Collectors.joining(", "));
    return figures.line(event.title(), promises);
  }

  private static String steps(Event event, List<Measured> all) {
    Function<Phase, String> median =
        phase ->
            Figures.text(
                new Figures(
                        all.stream()
                            .map(it -> it.phases().get(phase))
                            .filter(Objects::nonNull)
                            .toList())
                    .percentile(50));
    return STEPS.formatted(
        event.title(),
        median.apply(Phase.NOTICED),
        median.apply(Phase.DECIDED),
        median.apply(Phase.GRANTED),
        median.apply(Phase.ACTIVATED),
        Figures.text(figures(all).percentile(50)));
  }

  private void judge(Event event, Figures figures, Verdict verdict) {
    for (Promise promise : event.promises(tight)) {
      boolean held = promise.heldBy(figures);
      String sentence =
          "%s, %s: measured %s ms of %d"
              .formatted(
                  event.title(),
                  promise.sentence(),
                  Figures.text(figures.percentile(promise.percentile())),
                  figures.sorted().size());
      if (figures.sorted().size() >= event.enough()) {
        verdict.check(held, sentence);
      } else if (!held) {
        verdict.tell("promise missed: " + sentence);
      }
    }
  }
}
