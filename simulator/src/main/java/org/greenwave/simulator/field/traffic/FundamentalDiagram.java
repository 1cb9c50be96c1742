package org.greenwave.simulator.field.traffic;

/**
 * What ties flow, density and speed of one lane together: a triangle whose free side is bent.
 *
 * @param freeSpeedKmh the speed on an empty road
 * @param capacity vehicles an hour at most
 * @param jamDensity vehicles a kilometre when all stand
 */
public record FundamentalDiagram(double freeSpeedKmh, double capacity, double jamDensity) {
  private static final double SPEED_AT_CAPACITY = 0.82;

  /** A lane of a motorway with this free speed. */
  public static FundamentalDiagram motorway(double freeSpeedKmh) {
    return new FundamentalDiagram(freeSpeedKmh, 2_100, 125);
  }

  /** The speed while traffic flows: it falls with the square of the flow. */
  public double freeFlowSpeedKmh(double flow) {
    double load = Math.clamp(flow / capacity, 0, 1);
    return freeSpeedKmh * (1 - (1 - SPEED_AT_CAPACITY) * load * load);
  }

  /** The speed in a queue that lets this flow through: density runs back from the jam density. */
  public double queuedSpeedKmh(double flow) {
    double criticalDensity = capacity / (SPEED_AT_CAPACITY * freeSpeedKmh);
    double waveKmh = capacity / (jamDensity - criticalDensity);
    double passing = Math.clamp(flow, 0.03 * capacity, capacity);
    return passing / (jamDensity - passing / waveKmh);
  }
}
