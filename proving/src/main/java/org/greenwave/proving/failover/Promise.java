package org.greenwave.proving.failover;

import org.greenwave.proving.figures.Figures;

/**
 * What is promised of a time.
 *
 * @param percentile of which percentile
 * @param millis at most so many milliseconds
 */
record Promise(int percentile, double millis) {
  String sentence() {
    return "p%d ≤ %.0f ms".formatted(percentile, millis);
  }

  boolean heldBy(Figures figures) {
    return figures.percentile(percentile) <= millis;
  }
}
