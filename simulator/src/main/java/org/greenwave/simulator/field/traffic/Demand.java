package org.greenwave.simulator.field.traffic;

/** How many want to travel at which hour of a working day, as a share of a road's capacity. */
final class Demand {
  private Demand() {}

  /** Into town in the morning, out of it in the evening; one hour of the day is 0 to 24. */
  static double share(Direction direction, double hour) {
    double morning = direction == Direction.RIGHT ? 0.46 : 0.22;
    double evening = direction == Direction.RIGHT ? 0.27 : 0.50;
    double day = 0.40 * rise(hour, 6.4, 0.45) * (1 - rise(hour, 19.8, 0.9));
    return 0.05 + day + morning * bump(hour, 7.9, 0.75) + evening * bump(hour, 17.1, 1.0);
  }

  private static double rise(double hour, double at, double width) {
    return 1 / (1 + Math.exp((at - hour) / width));
  }

  private static double bump(double hour, double at, double width) {
    double away = (hour - at) / width;
    return Math.exp(-away * away / 2);
  }
}
