package org.greenwave.simulator.field.device;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.simulator.field.traffic.Chance;

/**
 * When a unit does not answer: planned by its seed, in the field's time.
 *
 * @param conduct what kind of outages it has
 * @param seed the field's seed
 * @param unit the unit's number
 */
record Outages(Conduct conduct, long seed, int unit) {
  /** A stretch of time in which a unit does not answer, the end not included. */
  record Outage(long fromMillis, long toMillis) {
    long overlapMillis(long from, long to) {
      return Math.max(0, Math.min(to, toMillis) - Math.max(from, fromMillis));
    }
  }

  /** The outages that touch a stretch of time, in order. */
  List<Outage> within(long fromMillis, long toMillis) {
    long span = conduct.every().toMillis();
    List<Outage> found = new ArrayList<>();
    if (span > 0) {
      for (long at = fromMillis / span - 1; at <= toMillis / span; at++) {
        Outage outage = outage(at, span);
        if (outage.overlapMillis(fromMillis, toMillis) > 0) {
          found.add(outage);
        }
      }
    }
    return found;
  }

  private Outage outage(long at, long spanMillis) {
    Chance chance = Chance.of(seed, unit, 32, at);
    long from = at * spanMillis + (long) (spanMillis * chance.between(0.1, 0.7));
    long shortest = conduct.shortest().toMillis();
    long longest = conduct.longest().toMillis();
    return new Outage(from, from + shortest + (long) ((longest - shortest) * chance.share()));
  }
}
