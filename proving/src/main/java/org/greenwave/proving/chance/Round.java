package org.greenwave.proving.chance;

import java.util.List;
import java.util.OptionalLong;

/**
 * What became of one round.
 *
 * @param title the kind that it is counted as
 * @param takeoverMillis from the first fault to the fence of another host, if another came before
 *     anything was mended
 * @param settledMillis from the mending until the system was whole again
 * @param turnover how the change of the Directory's servers went, empty when there was none
 * @param breaches what speaks against the laws
 */
record Round(
    String title,
    OptionalLong takeoverMillis,
    long settledMillis,
    String turnover,
    List<String> breaches) {
  String sentence() {
    String taken =
        takeoverMillis.isPresent()
            ? "taken over after %d ms".formatted(takeoverMillis.getAsLong())
            : "no other host";
    String whole = taken + ", whole %.1f s after mending".formatted(settledMillis / 1000.0);
    return turnover.isEmpty() ? whole : whole + "; " + turnover;
  }
}
