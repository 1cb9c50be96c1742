package org.greenwave.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Values that were read at one time, and how they are written for Prometheus. */
public final class Measurements {
  /** The format that {@link #text} writes. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private record Value(double number, Labels labels) {}

  private final Map<Metric, List<Value>> values = new EnumMap<>(Metric.class);

  /**
   * Adds a value.
   *
   * @param labels names and values in turn
   */
  public void add(Metric metric, double number, String... labels) {
    values
        .computeIfAbsent(metric, _ -> new ArrayList<>())
        .add(new Value(number, Labels.of(labels)));
  }

  /** Adds a whole number; none that is measured is too large for it. */
  public void add(Metric metric, long number, String... labels) {
    add(metric, (double) number, labels);
  }

  /** Adds 1 or 0. */
  public void add(Metric metric, boolean is, String... labels) {
    add(metric, is ? 1.0 : 0.0, labels);
  }

  /** All of them, in Prometheus' text format 0.0.4. */
  public byte[] text() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    values.forEach((metric, its) -> all.metricSnapshot(snapshot(metric, its)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(out, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static MetricSnapshot snapshot(Metric metric, List<Value> values) {
    return switch (metric.kind()) {
      case GAUGE -> gauge(metric, values);
      case COUNTER -> counter(metric, values);
      case INFO -> info(metric, values);
    };
  }

  private static MetricSnapshot gauge(Metric metric, List<Value> values) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(metric.stem()).help(metric.meaning());
    values.forEach(value ->
        gauge.dataPoint(
            GaugeDataPointSnapshot.builder().value(value.number()).labels(value.labels()).build()));
    return gauge.build();
  }

  private static MetricSnapshot counter(Metric metric, List<Value> values) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(metric.stem()).help(metric.meaning());
    values.forEach(value ->
        counter.dataPoint(
            CounterDataPointSnapshot.builder()
                .value(value.number())
                .labels(value.labels())
                .build()));
    return counter.build();
  }

  private static MetricSnapshot info(Metric metric, List<Value> values) {
    InfoSnapshot.Builder info = InfoSnapshot.builder().name(metric.stem()).help(metric.meaning());
    values.forEach(
        value -> info.dataPoint(InfoDataPointSnapshot.builder().labels(value.labels()).build()));
    return info.build();
  }
}
