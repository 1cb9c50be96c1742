package org.greenwave.simulator.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Devices by the road, two for each role. Each measures a period at a time and keeps them all. */
public final class Field {
  /** How long a period is. */
  public static final long PERIOD_MILLIS = 500;

  /** What a device measured in one period. */
  public record Sample(String device, long sequence) {
    /** How many vehicles. */
    public long volume() {
      return 1 + sequence % 7;
    }
  }

  private final Agenda agenda;

  Field(Agenda agenda) {
    this.agenda = agenda;
  }

  /** The devices of a role. */
  public static List<String> devices(String role) {
    return List.of(role + "-loop", role + "-radar");
  }

  /** How many periods have ended by now. */
  public long periods() {
    return agenda.nowMillis() / PERIOD_MILLIS;
  }

  /** The samples that are not stored yet, oldest first, a batch at the most. */
  List<Sample> after(String role, Map<String, Long> lastByDevice, int limit) {
    List<Sample> samples = new ArrayList<>();
    for (String device : devices(role)) {
      long from = new TreeMap<>(lastByDevice).getOrDefault(device, 0L);
      for (long next = from + 1; next <= periods() && samples.size() < limit; next++) {
        samples.add(new Sample(device, next));
      }
    }
    return samples;
  }
}
