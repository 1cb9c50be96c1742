package org.greenwave.proving.failover;

import java.util.List;

/**
 * Measured times, in milliseconds.
 *
 * @param sorted all of them, the smallest first
 */
record Figures(List<Double> sorted) {
  static final String HEAD = "%-30s %4s %8s %8s %8s %8s %8s  %s";

  Figures {
    sorted = sorted.stream().sorted().toList();
  }

  /** The smallest time that so many percent of all do not exceed; NaN for none at all. */
  double percentile(int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
  }

  static String head() {
    return HEAD.formatted("ms from the event", "n", "min", "p50", "p95", "p99", "max", "promise");
  }

  /** The line of a table. */
  String line(String title, String promise) {
    return HEAD.formatted(
        title,
        sorted.size(),
        text(percentile(0)),
        text(percentile(50)),
        text(percentile(95)),
        text(percentile(99)),
        text(percentile(100)),
        promise);
  }

  static String text(double millis) {
    return Double.isNaN(millis) ? "-" : "%.1f".formatted(millis);
  }
}
