package org.greenwave.tss;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.store.Catalogue;
import tools.jackson.core.JsonGenerator;

/** Zones and samples as the API shows them. */
final class ZoneJson {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Catalogue catalogue;

  ZoneJson(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** A moment as the API writes it. */
  static String time(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }

  /** Writes one zone with its current values. */
  void write(JsonGenerator out, Zone zone, TssSettings settings, long nowMillis) {
    Optional<Sample> current = catalogue.current(zone.id());
    Unit unit = catalogue.units().get(zone.unit());
    out.writeStartObject();
    out.writeNumberProperty("id", zone.id());
    out.writeStringProperty("unit", unit == null ? "" : unit.name());
    out.writeNumberProperty("number", zone.number());
    out.writeStringProperty("label", zone.label());
    out.writeNumberProperty("periodSeconds", zone.periodSeconds());
    writeTime(out, "periodEnd", current.map(Sample::periodEndMillis).orElse(0L));
    current.ifPresentOrElse(sample -> writeValues(out, sample), () -> writeNoValues(out));
    Freshness freshness = freshness(zone, settings, nowMillis);
    out.writeStringProperty("status", freshness.label());
    out.writeStringProperty("sentence", sentence(freshness, current, nowMillis));
    out.writeEndObject();
  }

  /** How fresh a zone is. */
  Freshness freshness(Zone zone, TssSettings settings, long nowMillis) {
    long last = catalogue.current(zone.id()).map(Sample::periodEndMillis).orElse(0L);
    Freshness.Limits limits =
        Freshness.Limits.of(
            zone.periodSeconds(), settings.staleAfterSeconds(), settings.noDataAfterSeconds());
    return Freshness.of(last, nowMillis, limits);
  }

  /** Writes one stored sample. */
  static void write(JsonGenerator out, Sample sample) {
    out.writeStartObject();
    out.writeStringProperty("periodEnd", time(sample.periodEndMillis()));
    out.writeNumberProperty("periodSeconds", sample.periodSeconds());
    writeValues(out, sample);
    out.writeName("sequence");
    if (sample.origin().sequence() < 0) {
      out.writeNull();
    } else {
      out.writeNumber(sample.origin().sequence());
    }
    out.writeNumberProperty("epoch", sample.origin().epoch());
    out.writeEndObject();
  }

  /** Writes a moment, or null for 0. */
  static void writeTime(JsonGenerator out, String name, long millis) {
    out.writeName(name);
    if (millis == 0) {
      out.writeNull();
    } else {
      out.writeString(time(millis));
    }
  }

  private static void writeValues(JsonGenerator out, Sample sample) {
    writeValue(out, "volume", sample.reading().volume());
    writeValue(out, "flow", sample.reading().flow(sample.periodSeconds()));
    writeValue(out, "occupancy", sample.reading().occupancy());
    writeValue(out, "speed", sample.reading().speed());
    out.writeStringProperty("quality", sample.reading().quality().label());
  }

  private static void writeNoValues(JsonGenerator out) {
    for (String name : new String[] {"volume", "flow", "occupancy", "speed"}) {
      out.writeNullProperty(name);
    }
    out.writeStringProperty("quality", Quality.MISSING.label());
  }

  /** To three decimals at most, whole numbers as such; what is missing as null. */
  private static void writeValue(JsonGenerator out, String name, float value) {
    out.writeName(name);
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      out.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE) {
      out.writeNumber((int) value);
    } else {
      out.writeNumber(Math.round(value * 1000.0) / 1000.0);
    }
  }

  private static String sentence(Freshness freshness, Optional<Sample> current, long nowMillis) {
    long age = current.map(sample -> (nowMillis - sample.periodEndMillis()) / 1000).orElse(0L);
    return switch (freshness) {
      case OK -> quality(current.map(s -> s.reading().quality()).orElse(Quality.OK));
      case STALE ->
          age < 0
              ? "The last period ends %d s from now; compare the clocks of sender and database."
                  .formatted(-age)
              : "The last period ended %d s ago; the values are old.".formatted(age);
      case NO_DATA -> "No data for %d s; check the unit and its line.".formatted(age);
      case UNKNOWN -> "Nothing has been measured yet.";
    };
  }

  private static String quality(Quality quality) {
    return switch (quality) {
      case OK -> "Measures as it should.";
      case MISSING -> "The device has no complete values for the last period.";
      case SUSPECT -> "The device doubts its values of the last period.";
      case FAILED -> "The detector reports a fault; its values do not count.";
    };
  }
}
