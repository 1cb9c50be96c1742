package org.greenwave.simulator.field.traffic;

import java.util.List;

/**
 * A motorway as a line of places, roughly where the real one runs.
 *
 * @param id tells roads apart in the chance that is drawn for them
 * @param name as on the signs
 * @param line its course, in the direction of rising kilometres
 */
public record Road(int id, String name, List<Place> line) {
  /** Three motorways that meet around Utrecht. */
  public static final List<Road> NETHERLANDS = List.of(a2(), a12(), a27());

  /** The length of the line. */
  public double lengthKm() {
    double length = 0;
    for (int leg = 1; leg < line.size(); leg++) {
      length += line.get(leg - 1).kmTo(line.get(leg));
    }
    return length;
  }

  /** The place so many kilometres along the line. */
  public Place at(double km) {
    double left = Math.max(0, km);
    for (int leg = 1; leg < line.size(); leg++) {
      Place from = line.get(leg - 1);
      double length = from.kmTo(line.get(leg));
      if (left <= length) {
        return from.towards(line.get(leg), left / length);
      }
      left -= length;
    }
    return line.getLast();
  }

  private static Road a2() {
    return new Road(
        1,
        "A2",
        List.of(
            new Place(52.298, 4.955),
            new Place(52.271, 4.985),
            new Place(52.172, 4.985),
            new Place(52.134, 5.020),
            new Place(52.090, 5.060),
            new Place(52.065, 5.063),
            new Place(52.030, 5.075),
            new Place(51.957, 5.130),
            new Place(51.868, 5.262),
            new Place(51.810, 5.275),
            new Place(51.735, 5.310)));
  }

  private static Road a12() {
    return new Road(
        2,
        "A12",
        List.of(
            new Place(52.075, 4.385),
            new Place(52.060, 4.490),
            new Place(52.030, 4.690),
            new Place(52.075, 4.890),
            new Place(52.073, 5.020),
            new Place(52.063, 5.140),
            new Place(52.050, 5.290),
            new Place(52.055, 5.400),
            new Place(52.035, 5.550),
            new Place(52.010, 5.870)));
  }

  private static Road a27() {
    return new Road(
        3,
        "A27",
        List.of(
            new Place(52.340, 5.255),
            new Place(52.255, 5.250),
            new Place(52.220, 5.215),
            new Place(52.140, 5.165),
            new Place(52.085, 5.160),
            new Place(52.030, 5.135),
            new Place(51.960, 5.060),
            new Place(51.850, 4.970),
            new Place(51.815, 4.955),
            new Place(51.640, 4.810)));
  }
}
