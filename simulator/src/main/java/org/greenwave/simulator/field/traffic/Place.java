package org.greenwave.simulator.field.traffic;

/**
 * A point on the earth (WGS 84).
 *
 * @param lat degrees north
 * @param lon degrees east
 */
public record Place(double lat, double lon) {
  private static final double KM_PER_DEGREE = 111.2;

  /** The distance to another place; flat-earth, good to 0.1 % within a country. */
  double kmTo(Place other) {
    double north = (other.lat - lat) * KM_PER_DEGREE;
    double east = (other.lon - lon) * KM_PER_DEGREE * Math.cos(Math.toRadians(lat));
    return Math.hypot(north, east);
  }

  Place towards(Place other, double share) {
    return new Place(lat + (other.lat - lat) * share, lon + (other.lon - lon) * share);
  }
}
