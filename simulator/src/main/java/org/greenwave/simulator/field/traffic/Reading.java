package org.greenwave.simulator.field.traffic;

/**
 * What a zone measured in a period, in the units of NTCIP 1209.
 *
 * @param volume vehicles
 * @param occupancy in 0.1 %
 * @param speed mean of the vehicles, in 0.1 km/h; missing when there were none
 * @param status what the zone says about itself
 */
public record Reading(int volume, int occupancy, int speed, ZoneStatus status) {
  /** Stands for a value that is not there. */
  public static final int MISSING = 65_535;

  private static final int OCCUPANCY_MAX = 1_000;
  private static final int SPEED_MAX = 2_550;

  /** A reading without values, for a zone that was not OK for the whole period. */
  public static Reading missing(ZoneStatus status) {
    return new Reading(MISSING, MISSING, MISSING, status);
  }

  /** A reading of a sound zone; the values are brought into the range of the standard. */
  static Reading of(int volume, double occupancyShare, double speedKmh) {
    if (volume == 0) {
      return new Reading(0, 0, MISSING, ZoneStatus.OK);
    }
    long occupancy = Math.clamp(Math.round(occupancyShare * OCCUPANCY_MAX), 1, OCCUPANCY_MAX);
    long speed = Math.clamp(Math.round(speedKmh * 10), 10, SPEED_MAX);
    return new Reading(volume, (int) occupancy, (int) speed, ZoneStatus.OK);
  }

  /** The part of the reading that is there when a share of the period has passed. */
  public Reading part(double share) {
    if (volume == MISSING) {
      return this;
    }
    int passed = (int) (volume * share);
    return passed == 0 ? of(0, 0, 0) : new Reading(passed, occupancy, speed, status);
  }
}
