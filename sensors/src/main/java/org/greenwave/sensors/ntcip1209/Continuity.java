package org.greenwave.sensors.ntcip1209;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenwave.sensors.ntcip1209.Verdict.AskForAll;
import org.greenwave.sensors.ntcip1209.Verdict.Hole;
import org.greenwave.sensors.ntcip1209.Verdict.New;
import org.greenwave.sensors.ntcip1209.Verdict.NothingNew;
import org.greenwave.sensors.ntcip1209.Verdict.Period;

/**
 * Gives the entries of a zone their period ends. While the device's sequence is unbroken an end is
 * the anchor's end plus a number of periods, so that all hosts name a period alike. Only where no
 * anchor holds is the clock that they share asked, and a new epoch begins.
 *
 * <p>The sequence is unbroken when the device still holds the anchor's own entry, or when the step
 * from the anchor's number agrees with the time that has gone by. It is broken when the period's
 * length changed, when neither holds although the device has shown everything, or when it shows
 * something else under the anchor's number after a restart.
 *
 * <p>Ends that stay away from the clock ({@link Drift}) are corrected by whole periods: a new epoch
 * begins with the entries that are not known yet. Where they were behind, it leaves a hole in the
 * time in which nothing is missing. Where they were ahead, it begins before the last known end, by
 * as much as is needed and a millisecond less: so no two epochs of a zone ever name the same
 * moment, however they overlap, since each that goes back keeps other milliseconds than all before.
 */
public final class Continuity {
  /** Periods by which step and time may differ: polls come late, and a period is not a moment. */
  private static final double SLACK_PERIODS = 2.5;

  /** Share of the time by which a device's clock may drift: far more than any crystal does. */
  private static final double SLACK_SHARE = 0.001;

  /**
   * What both may come to: more than a good crystal makes of months without a word. A wider window
   * would in time take any number for the right one; of a unit that begins anew anywhere, this one
   * takes one in 4,000.
   */
  private static final double MOST_SLACK_PERIODS = 8;

  private static final long BROKEN = -1;
  private static final long SECOND_MILLIS = 1000;
  private static final String NOT_HELD = "The device no longer holds them.";

  private final Sight sight;
  private final Run run;
  private final long periodMillis;

  private Continuity(Sight sight, Run run) {
    this.sight = sight;
    this.run = run;
    this.periodMillis = sight.periodMillis();
  }

  /** Judges what a device has shown of one zone. */
  public static Verdict place(Sight sight) {
    Run run = Run.of(sight.entries());
    return run.isEmpty() ? new NothingNew() : new Continuity(sight, run).verdict();
  }

  private Verdict verdict() {
    if (sight.movedOn(run.newest())) {
      return new AskForAll();
    }
    long step = sight.anchor().map(this::step).orElse(BROKEN);
    if (step == BROKEN) {
      return sight.all() ? begin() : new AskForAll();
    }
    return step == 0 ? new NothingNew() : follow(sight.anchor().orElseThrow(), step);
  }

  /** How many periods the newest entry is after the anchor, or that this cannot be said. */
  private long step(Anchor anchor) {
    if (anchor.periodSeconds() != sight.periodSeconds()) {
      return BROKEN;
    }
    int numbers = run.numbersSince(anchor);
    if (!sight.restarted() && run.holds(anchor)) {
      return numbers;
    }
    if (sight.restarted() && (!sight.all() || run.contradicts(anchor))) {
      return BROKEN; // soon after another restart, small numbers agree with any short time
    }
    double elapsed = sight.sinceAnchorMillis() / (double) periodMillis;
    long wraps = Math.max(0, Math.round((elapsed - numbers) / Tss.SEQUENCES));
    long step = numbers + wraps * Tss.SEQUENCES;
    double slack = Math.min(MOST_SLACK_PERIODS, SLACK_PERIODS + elapsed * SLACK_SHARE);
    return Math.abs(step - elapsed) <= slack ? step : BROKEN;
  }

  private Verdict follow(Anchor anchor, long step) {
    Run unknown = run.newest(step);
    long missing = step - 1 - unknown.oldestBack();
    long newestEnd = anchor.periodEndMillis() + step * periodMillis;
    long off = Drift.periods(newestEnd, sight.read(), periodMillis);
    int astray = off == 0 ? 0 : sight.astray() + 1;
    if (astray >= Drift.PATIENCE) {
      return correct(anchor, unknown, missing, newestEnd, off);
    }
    long oldestEnd = newestEnd - unknown.oldestBack() * periodMillis;
    return named(
        unknown,
        anchor.epoch(),
        newestEnd,
        hole(anchor.periodEndMillis(), oldestEnd, missing),
        astray);
  }

  private Verdict correct(Anchor anchor, Run unknown, long missing, long newestEnd, long off) {
    long corrected = newestEnd + off * periodMillis + (off < 0 ? 1 : 0);
    long oldestEnd = corrected - unknown.oldestBack() * periodMillis;
    Optional<Hole> hole =
        off > 0
            ? Optional.of(behind(anchor.periodEndMillis(), oldestEnd, missing, off))
            : hole(oldestEnd - (missing + 1) * periodMillis, oldestEnd, missing);
    return named(unknown, anchor.epoch() + 1, corrected, hole, 0);
  }

  private Hole behind(long fromMillis, long toMillis, long missing, long off) {
    String found =
        "The ends of the periods had fallen %d s behind the clock and are right from here on; "
            .formatted(off * sight.periodSeconds());
    String lost =
        missing == 0 ? "no period is missing." : "the device no longer holds those that are.";
    return new Hole(fromMillis, toMillis, count(missing), found + lost);
  }

  private static Optional<Hole> hole(long fromMillis, long toMillis, long missing) {
    return missing == 0
        ? Optional.empty()
        : Optional.of(new Hole(fromMillis, toMillis, count(missing), NOT_HELD));
  }

  /** A new epoch, named by the clock. */
  private Verdict begin() {
    return sight.anchor().isPresent()
        ? beginAfter(sight.anchor().get())
        : named(run, 1, boundary(0), Optional.empty(), 0);
  }

  /**
   * Begins after the last known period, even if the clock is a little behind it; but not if that
   * lies in a time that is far from having come.
   */
  private Verdict beginAfter(Anchor anchor) {
    Run unknown = sight.restarted() ? run : run.after(anchor);
    if (unknown.isEmpty()) {
      return new NothingNew();
    }
    long known = anchor.periodEndMillis();
    long held = unknown.oldestBack() * periodMillis;
    boolean ahead = Drift.isAhead(known, sight.read(), periodMillis);
    long byClock = boundary(Math.floorMod(known, SECOND_MILLIS) + (ahead ? 1 : 0));
    long newestEnd = ahead ? byClock : Math.max(byClock, known + periodMillis + held);
    long oldestEnd = newestEnd - held;
    // A clock that is behind leaves no room, and cannot say that nothing was missed.
    boolean missed = oldestEnd > known + periodMillis || byClock < newestEnd - periodMillis;
    String reason = "The device's count was broken, as by a restart.";
    Hole hole = new Hole(Math.min(known, oldestEnd - periodMillis), oldestEnd, -1, reason);
    return named(
        unknown,
        anchor.epoch() + 1,
        newestEnd,
        missed || ahead ? Optional.of(hole) : Optional.empty(),
        0);
  }

  /** The last moment that is so many milliseconds after a multiple of the period. */
  private long boundary(long afterMillis) {
    long now = sight.read().askedMillis();
    return now - Math.floorMod(now - afterMillis, periodMillis);
  }

  /** Names entries back from the newest one; what is missing between them is a hole, too. */
  private Verdict named(Run entries, int epoch, long newestEnd, Optional<Hole> before, int astray) {
    List<Hole> holes = new ArrayList<>(before.stream().toList());
    List<Period> periods = new ArrayList<>();
    int next = entries.oldestBack();
    for (Entry entry : entries.newestFirst().reversed()) {
      int back = entries.back(entry);
      long end = newestEnd - back * periodMillis;
      if (back < next) {
        long from = newestEnd - (next + 1) * periodMillis;
        holes.add(new Hole(from, end, next - back, "The device did not show them."));
      }
      periods.add(new Period(entry, epoch, end));
      next = back - 1;
    }
    return holes.isEmpty() || sight.all() ? found(periods, holes, astray) : new AskForAll();
  }

  private New found(List<Period> periods, List<Hole> holes, int astray) {
    Period last = periods.getLast();
    Anchor anchor =
        new Anchor(
            last.epoch(),
            last.entry().sequence(),
            last.periodEndMillis(),
            sight.periodSeconds(),
            last.entry().fingerprint());
    boolean fresh = sight.anchor().map(before -> before.epoch() != last.epoch()).orElse(true);
    return new New(List.copyOf(periods), List.copyOf(holes), anchor, fresh, astray);
  }

  private static int count(long periods) {
    return (int) Math.min(periods, Integer.MAX_VALUE);
  }
}
