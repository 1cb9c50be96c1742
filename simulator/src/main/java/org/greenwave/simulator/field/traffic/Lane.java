package org.greenwave.simulator.field.traffic;

/**
 * A lane that a zone watches.
 *
 * @param direction its carriageway
 * @param number counted from the right-hand edge, from 1
 * @param of the number of lanes of its carriageway
 */
public record Lane(Direction direction, int number, int of) {
  private static final double[][] QUIET = {
    {1}, {0.68, 0.32}, {0.48, 0.40, 0.12}, {0.38, 0.36, 0.20, 0.06}
  };
  private static final double[][] BUSY = {
    {1}, {0.44, 0.56}, {0.27, 0.36, 0.37}, {0.20, 0.26, 0.27, 0.27}
  };

  /**
   * The lane's part of the carriageway's flow. Drivers keep right while it is quiet; when it is
   * busy the right lane has the lorries and the others the cars.
   */
  double share(double saturation) {
    double busy = Math.clamp(saturation, 0, 1);
    return (1 - busy) * QUIET[of - 1][number - 1] + busy * BUSY[of - 1][number - 1];
  }

  double freeSpeedKmh() {
    return 90 + 24.0 * (number - 1) / Math.max(2, of - 1);
  }

  double vehicleLengthMetres() {
    return number == 1 ? 7.2 : 4.8;
  }
}
