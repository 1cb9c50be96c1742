package org.greenwave.simulator.field;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a field is like. Whatever cannot be is refused with a sentence.
 *
 * @param units how many units
 * @param host the address that the units answer at
 * @param basePort unit n answers on this port + n; 0 takes any free ports
 * @param periodSeconds the length of the units' sample periods, in real seconds
 * @param seed the same seed makes the same field
 * @param timeLapse how many times as fast the roads' day passes: 144 makes a day of ten minutes
 * @param outages whether some units fall silent, restart, or have a bad detector
 * @param misbehaving how many of the last units answer with garbage
 * @param journal where the field keeps its own record of what it measured
 * @param settings where the settings for the traffic-sensor role are written
 */
public record FieldOptions(
    int units,
    String host,
    int basePort,
    int periodSeconds,
    long seed,
    double timeLapse,
    boolean outages,
    int misbehaving,
    Optional<Path> journal,
    Optional<Path> settings) {
  private static final int UNITS_MAX = 5_000;
  private static final int PORT_MAX = 65_535;
  private static final int PERIOD_MAX = 3_600;
  private static final double LAPSE_MAX = 10_000;

  /** Sixty units, periods of two seconds, the day as it is. */
  public static final FieldOptions DEFAULT =
      new FieldOptions(
          60, "127.0.0.1", 16_100, 2, 1, 1, true, 0, Optional.empty(), Optional.empty());

  public FieldOptions {
    check(units >= 1 && units <= UNITS_MAX, "A field has 1 to 5000 units, not " + units);
    check(host.matches("[0-9A-Za-z.:-]{1,255}"), "Units cannot answer at the address " + host);
    check(basePort >= 0, "A base port is not below 0, as " + basePort);
    check(
        basePort == 0 || basePort + units <= PORT_MAX,
        "Ports end at 65535: %d units do not fit above base port %d".formatted(units, basePort));
    check(
        periodSeconds >= 1 && periodSeconds <= PERIOD_MAX,
        "A sample period lasts 1 to 3600 seconds, not " + periodSeconds);
    check(
        timeLapse >= 1 && timeLapse <= LAPSE_MAX,
        "The day passes 1 to 10000 times as fast, not " + timeLapse);
    check(
        misbehaving >= 0 && misbehaving <= units,
        "Of %d units, %d cannot misbehave".formatted(units, misbehaving));
  }

  private static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence + '.');
    }
  }
}
