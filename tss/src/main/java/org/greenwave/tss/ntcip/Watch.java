package org.greenwave.tss.ntcip;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.greenwave.sensors.Gap;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.sensors.ntcip1209.Anchor;
import org.greenwave.sensors.ntcip1209.Entry;
import org.greenwave.sensors.ntcip1209.Moment;
import org.greenwave.sensors.ntcip1209.Sight;
import org.greenwave.sensors.ntcip1209.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One zone under watch: its anchor, and when this host saw it. Guarded by its device's lock; the
 * anchor moves on only when the samples up to it have been taken in to be stored.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Zone zone;
  private Optional<Anchor> anchor;
  private long seenNanos;
  private boolean seen;
  private boolean restarted;
  private int astray;
  private Pace pace;

  /** Begins with the last sample that the database has of the zone. */
  Watch(Zone zone, Optional<Sample> last) {
    this.zone = zone;
    this.anchor = last.filter(sample -> sample.origin().epoch() > 0).map(Watch::anchor);
    this.pace = new Pace(zone.periodSeconds() * 1000L);
  }

  boolean hasAnchor() {
    return anchor.isPresent();
  }

  Zone zone() {
    return zone;
  }

  int number() {
    return zone.number();
  }

  long periodMillis() {
    return zone.periodSeconds() * 1000L;
  }

  /** The oldest entry that the device may hold. */
  int oldestEntry() {
    return zone.history() + 1;
  }

  /** Takes over what another watch of the same zone knows. */
  void continueFrom(Watch other) {
    anchor = other.anchor;
    seenNanos = other.seenNanos;
    seen = other.seen;
    restarted = other.restarted;
    astray = other.astray;
    pace = other.periodMillis() == periodMillis() ? other.pace : pace;
  }

  /** Whether the device's periods take another time than its description says. */
  boolean isOutOfStep() {
    return pace.isOff();
  }

  /** The device has restarted: an entry with the anchor's number proves nothing any more. */
  void markRestarted() {
    restarted = true;
  }

  /** Whether at most one period can have ended since the anchor's, or just about. */
  boolean isRecent(long nowMillis) {
    return anchor
        .filter(last -> nowMillis - last.periodEndMillis() < 2 * periodMillis())
        .isPresent();
  }

  /** Whether a new period may be there. */
  boolean isDue(long nowNanos) {
    return !seen || nowNanos - seenNanos > periodMillis() * 1_000_000 / 2;
  }

  /**
   * Whether a new period should have been there, and may be there by now. One that has been missing
   * for longer is waited for no more.
   */
  boolean lags(long nowNanos) {
    double periods = (nowNanos - seenNanos) / (periodMillis() * 1e6);
    return seen && periods > 0.75 && periods < 2;
  }

  Sight sight(List<Entry> entries, boolean all, OptionalInt before, long sentNanos, Moment read) {
    long since = anchor.map(last -> read.askedMillis() - last.periodEndMillis()).orElse(0L);
    if (seen) {
      since = (sentNanos - seenNanos) / 1_000_000;
    }
    return new Sight(
        anchor, entries, all, before, zone.periodSeconds(), restarted, since, read, astray);
  }

  /** Counts also where the verdict's periods are not taken in: those may be what is refused. */
  void judged(Verdict.New found) {
    astray = found.fresh() ? astray : found.astray();
  }

  /** The verdict's periods have been taken in. */
  void accepted(Verdict.New found, long sentNanos) {
    if (found.fresh()) {
      pace.begin();
      tellAnew(found.anchor());
    }
    astray = found.astray();
    pace.seen(found.anchor().periodEndMillis(), sentNanos);
    anchor = Optional.of(found.anchor());
    seenNanos = sentNanos;
    seen = true;
    restarted = false;
  }

  private void tellAnew(Anchor now) {
    anchor.ifPresent(before ->
        LOG.info(
            "Zone {}: epoch {} has come to {} and is over; epoch {} begins with {}.",
            zone.id(),
            before.epoch(),
            Instant.ofEpochMilli(before.periodEndMillis()),
            now.epoch(),
            Instant.ofEpochMilli(now.periodEndMillis())));
  }

  Sample sample(Verdict.Period period) {
    Entry entry = period.entry();
    Origin origin = new Origin(period.epoch(), entry.sequence(), entry.fingerprint());
    return new Sample(
        zone.id(), period.periodEndMillis(), zone.periodSeconds(), entry.reading(), origin);
  }

  Gap gap(Verdict.Hole hole) {
    return new Gap(zone.id(), hole.fromMillis(), hole.toMillis(), hole.periods(), hole.reason());
  }

  private static Anchor anchor(Sample last) {
    Origin origin = last.origin();
    return new Anchor(
        origin.epoch(),
        origin.sequence(),
        last.periodEndMillis(),
        last.periodSeconds(),
        origin.fingerprint());
  }
}
