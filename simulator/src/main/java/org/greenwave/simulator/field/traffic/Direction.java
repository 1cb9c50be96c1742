package org.greenwave.simulator.field.traffic;

/** The two carriageways of a road, named as Dutch roads name them. */
public enum Direction {
  /** With the kilometres, towards the middle of the country in the morning. */
  RIGHT("Re"),
  /** Against the kilometres. */
  LEFT("Li");

  private final String sign;

  Direction(String sign) {
    this.sign = sign;
  }

  /** The letters on the hectometre signs. */
  public String sign() {
    return sign;
  }

  /** How far a vehicle has come that drives in this direction, on a road of this length. */
  double travelledKm(double km, double lengthKm) {
    return this == RIGHT ? km : lengthKm - km;
  }
}
