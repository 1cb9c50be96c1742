package org.greenwave.simulator.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices by the road, two for each role. Each numbers its periods and keeps the latest. */
public final class Field {
  /** How long a period is. */
  public static final long PERIOD_MILLIS = 1_000;

  /** How many periods a device keeps; older ones are lost, unless they have been stored. */
  public static final long KEPT_PERIODS = 15;

  /** What a device measured in one period, by the device's own number for it. */
  public record Sample(String device, long sequence) {
    /** How many vehicles. */
    public long volume() {
      return 1 + sequence % 7;
    }
  }

  /** A sample with the end of its period, as the host has named it. */
  record Placed(Sample sample, long endMillis) {
    Anchor anchor() {
      return new Anchor(sample.sequence(), endMillis);
    }
  }

  /** The last period of a device whose end is known; the ends of later ones follow from it. */
  record Anchor(long sequence, long endMillis) {
    long endOf(long later) {
      return endMillis + (later - sequence) * PERIOD_MILLIS;
    }

    static Anchor later(Anchor one, Anchor other) {
      return other.endMillis() > one.endMillis() ? other : one;
    }
  }

  private final Agenda agenda;
  private final Map<String, List<String>> devices = new HashMap<>();

  Field(Agenda agenda) {
    this.agenda = agenda;
  }

  /** The devices of a role. */
  public List<String> devices(String role) {
    return devices.computeIfAbsent(role, name -> List.of(name + "-loop", name + "-radar"));
  }

  /** How many periods have ended by now. */
  public long periods() {
    return agenda.nowMillis() / PERIOD_MILLIS;
  }

  /** The samples that follow on the anchors, oldest first, a batch at the most. */
  List<Placed> after(String role, Map<String, Anchor> anchors, long wallMillis, int limit) {
    List<Placed> samples = new ArrayList<>();
    for (String device : devices(role)) {
      Anchor last = anchors.get(device);
      Anchor from = last == null ? byClock(wallMillis) : last;
      for (long next = first(last); next <= periods() && samples.size() < limit; next++) {
        samples.add(new Placed(new Sample(device, next), from.endOf(next)));
      }
    }
    return samples;
  }

  /** Only for a device without an anchor: the newest period ended on the wall clock's last beat. */
  Anchor byClock(long wallMillis) {
    return new Anchor(periods(), wallMillis - Math.floorMod(wallMillis, PERIOD_MILLIS));
  }

  private long first(@Nullable Anchor last) {
    long kept = Math.max(1, periods() - KEPT_PERIODS + 1);
    return last == null ? kept : Math.max(kept, last.sequence() + 1);
  }
}
