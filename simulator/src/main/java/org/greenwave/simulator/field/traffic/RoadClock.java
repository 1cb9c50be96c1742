package org.greenwave.simulator.field.traffic;

/**
 * Turns the field's time into the time of day on the roads, which may pass faster.
 *
 * @param fieldMillis a time of the field
 * @param roadMillis the local time on the roads then, since 1970-01-01T00:00 local
 * @param factor how many times as fast the roads' time passes
 */
public record RoadClock(long fieldMillis, long roadMillis, double factor) {
  /** The local time on the roads at a time of the field. */
  public long roadMillis(long atFieldMillis) {
    return roadMillis + Math.round((atFieldMillis - fieldMillis) * factor);
  }
}
