package org.greenwave.app.judge;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a zone measured in a period, in whole numbers, so that nothing is lost in comparing.
 *
 * @param volume vehicles, or {@link #NONE}
 * @param occupancyPerMille occupancy in 0.1 %, or {@link #NONE}
 * @param speedHectometers mean speed in 0.1 km/h, or {@link #NONE}
 */
public record Measured(int volume, int occupancyPerMille, int speedHectometers) {
  /** A value that was not measured. */
  public static final int NONE = -1;

  /** A period in which nothing was measured. */
  public static final Measured NOTHING = new Measured(NONE, NONE, NONE);

  /** How this, as it is stored, differs from what was measured; empty if it does not. */
  Optional<String> differsFrom(Measured was) {
    String differences =
        Stream.of(
                difference("volume", volume, was.volume),
                difference("occupancy", occupancyPerMille, was.occupancyPerMille),
                difference("speed", speedHectometers, was.speedHectometers))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return Optional.of(differences).filter(it -> !it.isEmpty());
  }

  private static Optional<String> difference(String quantity, int stored, int was) {
    return stored == was
        ? Optional.empty()
        : Optional.of("with %s %d and was %d".formatted(quantity, stored, was));
  }
}
