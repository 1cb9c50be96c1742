package org.greenwave.proving.figures;

import java.util.List;

/**
 * Measured times, in milliseconds.
 *
 * @param sorted all of them, the smallest first
 */
public record Figures(List<Double> sorted) {
  public static final String HEAD = "%-30s %4s %8s %8s %8s %8s %8s  %s";

  public Figures {
    sorted = sorted.stream().sorted().toList();
  }

  /** The smallest time that so many percent of all do not exceed; NaN for none at all. */
  public double percentile(int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
  }

  public static String head() {
    return HEAD.formatted("ms from the event", "n", "min", "p50", "p95", "p99", "max", "promise");
  }

  /** The line of a table. */
  public String line(String title, String promise) {
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

  public static String text(double millis) {
    return Double.isNaN(millis) ? "-" : "%.1f".formatted(millis);
  }
}
