package org.greenwave.sensors.ntcip1209;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.greenwave.sensors.ntcip1209.Verdict.AskForAll;
import org.greenwave.sensors.ntcip1209.Verdict.Hole;
import org.greenwave.sensors.ntcip1209.Verdict.New;
import org.greenwave.sensors.ntcip1209.Verdict.NothingNew;
import org.greenwave.sensors.ntcip1209.Verdict.Period;

/**
 * Gives the entries of a zone their period ends. While the device's sequence is unbroken an end is
 * the anchor's end plus a number of periods, so that two hosts with different clocks name the same
 * period alike. Only where no anchor holds is the wall clock asked, and a new epoch begins.
 *
 * <p>The sequence is unbroken when the device still holds the anchor's own entry, or when the step
 * from the anchor's number agrees with the time that has gone by. It is broken when the period's
 * length changed, or when neither holds although the device has shown everything. Epochs never
 * overlap: a new one begins after the last known period, even if the wall clock is behind it.
 */
public final class Continuity {
  /** Periods by which step and time may differ: polls come late, and a period is not a moment. */
  private static final double SLACK_PERIODS = 2.5;

  /** Share of the time by which a device's clock may drift: far more than any crystal does. */
  private static final double SLACK_SHARE = 0.001;

  private static final int MOST_HELD = Tss.OLDEST_POSSIBLE;

  private Continuity() {}

  /** Judges what a device has shown of one zone. */
  public static Verdict place(Sight sight) {
    List<Entry> run = run(sight.entries());
    if (run.isEmpty()) {
      return new NothingNew();
    }
    if (sight.movedOn(run.getFirst())) {
      return new AskForAll();
    }
    if (sight.anchor().isEmpty()) {
      return sight.all() ? fresh(sight, run) : new AskForAll();
    }
    Anchor anchor = sight.anchor().get();
    long step = step(sight, anchor, run);
    if (step < 0) {
      return sight.all() ? fresh(sight, run) : new AskForAll();
    }
    return step == 0 ? new NothingNew() : follow(sight, anchor, run, step);
  }

  /**
   * The entries that belong together, newest first: what stands first is the newest, and every
   * other is as many numbers older as it stands further back, or one more when the device moved on
   * while it was read. Anything else is left from before a restart, or was never filled.
   */
  private static List<Entry> run(List<Entry> entries) {
    List<Entry> byIndex = new ArrayList<>(entries);
    byIndex.removeIf(entry -> entry.index() < Tss.LAST_COMPLETE || entry.neverFilled());
    byIndex.sort(Comparator.comparingInt(Entry::index));
    Map<Integer, Entry> run = new TreeMap<>();
    for (Entry entry : byIndex) {
      int back = back(byIndex.getFirst(), entry);
      int places = entry.index() - byIndex.getFirst().index();
      if (back <= MOST_HELD && (back == places || back == places + 1)) {
        run.putIfAbsent(back, entry);
      }
    }
    return List.copyOf(run.values());
  }

  private static int back(Entry newest, Entry entry) {
    return Math.floorMod(newest.sequence() - entry.sequence(), Tss.SEQUENCES);
  }

  /** How many periods the newest entry is after the anchor; -1 when that cannot be said. */
  private static long step(Sight sight, Anchor anchor, List<Entry> run) {
    if (anchor.periodSeconds() != sight.periodSeconds()) {
      return -1;
    }
    int numbers = Math.floorMod(run.getFirst().sequence() - anchor.sequence(), Tss.SEQUENCES);
    if (!sight.restarted() && holds(run, anchor)) {
      return numbers;
    }
    double elapsed = sight.sinceAnchorMillis() / (1000.0 * anchor.periodSeconds());
    long wraps = Math.max(0, Math.round((elapsed - numbers) / Tss.SEQUENCES));
    long step = numbers + wraps * Tss.SEQUENCES;
    return Math.abs(step - elapsed) <= SLACK_PERIODS + elapsed * SLACK_SHARE ? step : -1;
  }

  private static boolean holds(List<Entry> run, Anchor anchor) {
    return run.stream()
        .anyMatch(entry ->
            entry.sequence() == anchor.sequence() && entry.fingerprint() == anchor.fingerprint());
  }

  private static Verdict follow(Sight sight, Anchor anchor, List<Entry> run, long step) {
    long periodMillis = anchor.periodSeconds() * 1000L;
    List<Period> periods = new ArrayList<>();
    List<Hole> holes = new ArrayList<>();
    long last = 0;
    for (Entry entry : run.reversed()) {
      long position = step - back(run.getFirst(), entry);
      if (position <= 0) {
        continue;
      }
      long end = anchor.periodEndMillis() + position * periodMillis;
      if (position > last + 1) {
        long from = anchor.periodEndMillis() + last * periodMillis;
        holes.add(
            new Hole(from, end, count(position - last - 1), "The device no longer holds them."));
      }
      periods.add(new Period(entry, anchor.epoch(), end));
      last = position;
    }
    return holes.isEmpty() || sight.all() ? found(periods, holes, anchor, false) : new AskForAll();
  }

  private static Verdict fresh(Sight sight, List<Entry> run) {
    long periodMillis = sight.periodSeconds() * 1000L;
    int oldestBack = back(run.getFirst(), run.getLast());
    long newestEnd = sight.nowMillis() - Math.floorMod(sight.nowMillis(), periodMillis);
    List<Hole> holes = new ArrayList<>();
    int epoch = 1;
    if (sight.anchor().isPresent()) {
      Anchor anchor = sight.anchor().get();
      epoch = anchor.epoch() + 1;
      long earliest = anchor.periodEndMillis() + periodMillis;
      long byClock = newestEnd;
      newestEnd = Math.max(byClock, earliest + oldestBack * periodMillis);
      long oldestEnd = newestEnd - oldestBack * periodMillis;
      // A clock that is behind leaves no room, and cannot say that nothing was missed.
      if (oldestEnd > earliest || byClock < newestEnd - periodMillis) {
        String reason = "The device's count was broken, as by a restart.";
        holes.add(new Hole(anchor.periodEndMillis(), oldestEnd, -1, reason));
      }
    }
    List<Period> periods = new ArrayList<>();
    int before = oldestBack + 1;
    for (Entry entry : run.reversed()) {
      int back = back(run.getFirst(), entry);
      long end = newestEnd - back * periodMillis;
      if (back < before - 1) {
        long from = newestEnd - before * periodMillis;
        holes.add(new Hole(from, end, before - 1 - back, "The device did not show them."));
      }
      periods.add(new Period(entry, epoch, end));
      before = back;
    }
    Anchor start = new Anchor(epoch, 0, 0, sight.periodSeconds(), 0);
    return found(periods, holes, start, true);
  }

  private static New found(List<Period> periods, List<Hole> holes, Anchor before, boolean fresh) {
    Period last = periods.getLast();
    Anchor anchor =
        new Anchor(
            last.epoch(),
            last.entry().sequence(),
            last.periodEndMillis(),
            before.periodSeconds(),
            last.entry().fingerprint());
    return new New(List.copyOf(periods), List.copyOf(holes), anchor, fresh);
  }

  private static int count(long periods) {
    return (int) Math.min(periods, Integer.MAX_VALUE);
  }
}
