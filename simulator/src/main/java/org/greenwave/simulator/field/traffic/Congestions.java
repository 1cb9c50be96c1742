package org.greenwave.simulator.field.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The queues of a carriageway: the rush hour's every day, an incident's now and then. */
public final class Congestions {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final double INCIDENTS_PER_HOUR = 0.2;
  private static final int INCIDENT_LASTS_HOURS = 3;

  private final long seed;
  private final Road road;
  private final Direction direction;

  public Congestions(long seed, Road road, Direction direction) {
    this.seed = seed;
    this.road = road;
    this.direction = direction;
  }

  /** All that may be felt somewhere on the carriageway at a time. */
  public List<Congestion> around(long roadMillis) {
    List<Congestion> all = new ArrayList<>();
    all.add(rush(Math.floorDiv(roadMillis, DAY)));
    long hour = Math.floorDiv(roadMillis, HOUR);
    for (long begun = hour - INCIDENT_LASTS_HOURS; begun <= hour; begun++) {
      Chance chance = chance(begun, 2);
      if (chance.share() < INCIDENTS_PER_HOUR) {
        all.add(incident(begun * HOUR, chance));
      }
    }
    return all;
  }

  private Congestion rush(long day) {
    Chance chance = chance(day, 1);
    double opens = direction == Direction.RIGHT ? 7.4 : 16.5;
    double lasts = direction == Direction.RIGHT ? 1.4 : 1.9;
    long start = day * DAY + (long) ((opens + chance.between(-0.2, 0.2)) * HOUR);
    long clear = start + (long) (lasts * HOUR);
    double head = road.lengthKm() * chance.between(0.45, 0.75);
    return new Congestion(head, start, clear, 0.78, 6);
  }

  private Congestion incident(long hourMillis, Chance chance) {
    long start = hourMillis + (long) (chance.share() * HOUR);
    long clear = start + (long) chance.between(0.25 * HOUR, 0.8 * HOUR);
    double head = road.lengthKm() * chance.between(0.15, 0.95);
    return new Congestion(head, start, clear, chance.between(0.3, 0.5), chance.between(8, 13));
  }

  private Chance chance(long time, int kind) {
    return Chance.of(seed, road.id(), direction == Direction.RIGHT ? 0 : 1, kind, time);
  }
}
