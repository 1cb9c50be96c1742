package org.greenwave.sensors;

import java.util.List;

/**
 * What a zone measured in a period. A value that was not measured is {@link Float#NaN}, never zero.
 *
 * @param volume vehicles in the period
 * @param occupancy percent of the period, 0 to 100
 * @param speed mean speed in km/h
 * @param classCounts vehicles by the device's classes, -1 where missing; empty when it has none
 * @param quality what the values are worth
 */
public record Reading(
    float volume, float occupancy, float speed, List<Integer> classCounts, Quality quality) {
  /** The value of what was not measured. */
  public static final float MISSING = Float.NaN;

  public Reading {
    classCounts = List.copyOf(classCounts);
  }

  /** A reading without class counts. */
  public static Reading of(float volume, float occupancy, float speed, Quality quality) {
    return new Reading(volume, occupancy, speed, List.of(), quality);
  }

  /** The volume as vehicles per hour, NaN when it is missing or the period has no length. */
  public float flow(int periodSeconds) {
    return periodSeconds > 0 ? volume * 3600 / periodSeconds : MISSING;
  }
}
