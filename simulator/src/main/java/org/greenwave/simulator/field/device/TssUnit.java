package org.greenwave.simulator.field.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenwave.simulator.field.device.Outages.Outage;
import org.greenwave.simulator.field.traffic.Station;
import org.greenwave.simulator.field.traffic.Traffic;

/**
 * A traffic sensor with some zones. It holds the period in progress and the last four complete
 * ones; times must not go back from call to call. Not for use by several threads.
 */
public final class TssUnit {
  /** How many complete periods it holds (NTCIP 1209 v02: maxSampleDataEntries, at most 4). */
  public static final int HELD = 4;

  private final Station station;
  private final Traffic traffic;
  private final Timing timing;
  private final Conduct conduct;
  private final Outages outages;
  private final List<Period> complete = new ArrayList<>(HELD + 1);
  private long epochMillis;
  private Period current;

  /** A unit that starts at a time of the field; the seed plans its outages. */
  public TssUnit(Station station, Traffic traffic, Timing timing, Plan plan, long startMillis) {
    this.station = station;
    this.traffic = traffic;
    this.timing = timing;
    this.conduct = plan.conduct();
    this.outages = new Outages(plan.conduct(), plan.seed(), station.number());
    this.epochMillis = timing.boundaryFrom(startMillis);
    this.current = periodAfter(epochMillis, timing.firstSequence());
  }

  /** What is planned for a unit's behaviour: its conduct, and the seed of its outages. */
  public record Plan(Conduct conduct, long seed) {}

  /** Lets time pass, and returns the periods that were completed, oldest first. */
  public List<Period> advance(long nowMillis) {
    List<Period> completed = new ArrayList<>();
    while (current.endMillis() <= nowMillis) {
      long begun = current.endMillis() - timing.periodMillis();
      Optional<Outage> powerCut = powerCutWithin(begun, current.endMillis());
      if (powerCut.isPresent()) {
        restart(powerCut.get().toMillis());
      } else {
        completed.add(current);
        keep();
      }
    }
    return completed;
  }

  /** Whether it answers at a time. */
  public boolean answers(long nowMillis) {
    return outages.within(nowMillis, nowMillis + 1).isEmpty();
  }

  /** A sample entry as the standard counts them: 1 is in progress, 2 the last complete, to 5. */
  public Period entry(int entry, long nowMillis) {
    if (entry == 1) {
      long left = Math.clamp(current.endMillis() - nowMillis, 0, timing.periodMillis());
      return current.inProgress(nowMillis, 1 - (double) left / timing.periodMillis());
    }
    boolean held = entry - 2 < complete.size();
    return held ? complete.get(entry - 2) : Period.none(station.lanes().size());
  }

  /** How many sample entries have something in them, the one in progress included. */
  public int entries() {
    return 1 + complete.size();
  }

  /** Whether a completed period can be read from the unit while it holds it. */
  public Retrieval retrieval(Period period) {
    if (conduct == Conduct.GARBLED) {
      return Retrieval.NEVER;
    }
    long held = HELD * timing.periodMillis();
    long from = period.endMillis();
    long dark = 0;
    for (Outage outage : outages.within(from, from + held)) {
      boolean loses = conduct == Conduct.RESTARTS_AT_TIMES;
      dark +=
          loses
              ? from + held - Math.max(from, outage.fromMillis())
              : outage.overlapMillis(from, from + held);
    }
    return dark == 0 ? Retrieval.ALWAYS : dark >= held ? Retrieval.NEVER : Retrieval.PARTLY;
  }

  public Station station() {
    return station;
  }

  public Traffic traffic() {
    return traffic;
  }

  public Conduct conduct() {
    return conduct;
  }

  public long periodMillis() {
    return timing.periodMillis();
  }

  /** When its numbering began: at its start, or when it last came back from a loss of power. */
  public long epochMillis() {
    return epochMillis;
  }

  /** When the period in progress ends. */
  public long nextEndMillis() {
    return current.endMillis();
  }

  private void keep() {
    complete.addFirst(current);
    if (complete.size() > HELD) {
      complete.removeLast();
    }
    current = periodAfter(current.endMillis(), Timing.after(current.sequence()));
  }

  private void restart(long atMillis) {
    complete.clear();
    epochMillis = timing.boundaryFrom(atMillis);
    current = periodAfter(epochMillis, 0);
  }

  private Period periodAfter(long beginMillis, int sequence) {
    long end = beginMillis + timing.periodMillis();
    return new Period(end, sequence, traffic.measure(station, end, timing.periodMillis()));
  }

  private Optional<Outage> powerCutWithin(long from, long to) {
    return outages.within(from, to).stream()
        .filter(outage -> conduct == Conduct.RESTARTS_AT_TIMES && outage.fromMillis() >= from)
        .findFirst();
  }
}
