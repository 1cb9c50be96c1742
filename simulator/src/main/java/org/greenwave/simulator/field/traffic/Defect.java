package org.greenwave.simulator.field.traffic;

import java.util.List;

/** What may be wrong with a detector. */
public enum Defect {
  /** Nothing. */
  NONE,
  /** It sees a vehicle all the time; its zone reports so, and no values. */
  LOCKED_ON,
  /** It counts vehicles that are not there; its own check is off, so its zone reports OK. */
  CHATTER;

  private static final double FALSE_COUNTS_PER_SECOND = 5;

  /** Two bad detectors a field: one that says so, and one that a health rule must find. */
  static Defect of(long seed, List<Station> stations, Station station, int zone) {
    Chance chance = Chance.of(seed, 21);
    int locked = chance.below(stations.size()) + 1;
    int chattering = (locked - 1 + stations.size() / 2) % stations.size() + 1;
    int bad = chance.below(station.lanes().size()) + 1;
    if (zone != bad || stations.size() < 2) {
      return NONE;
    }
    if (station.number() == locked) {
      return LOCKED_ON;
    }
    return station.number() == chattering ? CHATTER : NONE;
  }

  /** What the detector makes of a true reading. */
  Reading spoil(Reading truth, Chance chance, double periodSeconds) {
    return switch (this) {
      case NONE -> truth;
      case LOCKED_ON -> Reading.missing(ZoneStatus.MAX_PRESENCE);
      case CHATTER ->
          Reading.of(
              (int) (FALSE_COUNTS_PER_SECOND * periodSeconds * chance.between(0.8, 1.2)),
              chance.between(0.2, 0.7),
              chance.between(20, 240));
    };
  }
}
