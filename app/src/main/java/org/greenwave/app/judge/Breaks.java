package org.greenwave.app.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.app.judge.Found.Pair;
import org.greenwave.app.judge.Found.Span;

/**
 * Judges where the role has begun to count anew. It may only where the unit did, or where so much
 * was missed that nobody could tell whether it had: each new epoch lets a host's clock in.
 */
final class Breaks {
  private final ZoneName zone;
  private final Found found;
  private final Set<Served> missing;

  /** By the periods of a zone that are stored, and those that are not. */
  Breaks(ZoneName zone, Found found, Set<Served> missing) {
    this.zone = zone;
    this.found = found;
    this.missing = missing;
  }

  /** The epochs for which the unit has given no reason. */
  List<String> unfoundedEpochs() {
    List<String> findings = new ArrayList<>();
    Optional<Pair> last = Optional.empty();
    for (Pair next : found.inOrder()) {
      if (last.isPresent() && next.sample().epoch() != last.get().sample().epoch()) {
        unfounded(last.get(), next).ifPresent(findings::add);
      }
      last = Optional.of(next);
    }
    return findings;
  }

  private Optional<String> unfounded(Pair last, Pair next) {
    int before = last.sample().epoch();
    int after = next.sample().epoch();
    return after > before && mayBreak(new Span(Optional.of(last), next))
        ? Optional.empty()
        : Optional.of(
            ("%s: the epoch %d follows the epoch %d at the period %d that ended %s, and the unit"
                    + " went on counting.")
                .formatted(
                    zone,
                    after,
                    before,
                    next.sample().sequence(),
                    Instant.ofEpochMilli(next.sample().endMillis())));
  }

  /** The gaps without a count that anybody could have counted. */
  List<String> unfoundedGaps(Map<RecordedGap, Span> spans) {
    List<String> findings = new ArrayList<>();
    spans.forEach((gap, span) -> {
      if (gap.periods() == RecordedGap.UNKNOWN && span.before().isPresent() && !mayBreak(span)) {
        findings.add(
            ("%s: a gap without a count is recorded up to %s, and the unit went on counting with"
                    + " nothing missing.")
                .formatted(zone, Instant.ofEpochMilli(gap.toMillis())));
      }
    });
    return findings;
  }

  private boolean mayBreak(Span span) {
    long runBefore = span.before().orElseThrow().period().epochMillis();
    return runBefore != span.after().period().epochMillis()
        || missing.stream().anyMatch(span::covers);
  }
}
