package org.greenwave.tss;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Unit;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.SampleReports;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Answers the reading calls of the role's part of the API. */
final class RoleAnswers {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_IN_A_PAGE = 10_000;
  private static final int USUAL_PAGE = 500;
  private static final int USUAL_SAMPLES = 1_000;
  private static final long DAY_MILLIS = 86_400_000;

  /** What the answers need to know of the running role. */
  interface Facts {
    TssSettings settings();

    /** How each source is, by id. */
    Map<String, NamedStatus> sources();

    /** How a unit is, if its source knows more than the age of its samples. */
    Optional<SourceStatus> unitStatus(Unit unit);

    /** Samples committed here in the last minute. */
    long samplesPerMinute();
  }

  /** A source's kind and status. */
  record NamedStatus(String kind, SourceStatus status) {}

  private final Catalogue catalogue;
  private final SampleReports reports;
  private final ZoneJson zoneJson;
  private final Facts facts;
  private final InstantSource clock;

  RoleAnswers(Catalogue catalogue, SampleReports reports, Facts facts, InstantSource clock) {
    this.catalogue = catalogue;
    this.reports = reports;
    this.zoneJson = new ZoneJson(catalogue);
    this.facts = facts;
    this.clock = clock;
  }

  /** Answers a reading call. */
  Answer answer(Call call) throws SQLException {
    String[] path = call.path().split("/", -1);
    try {
      if (path.length == 3 && path[0].equals("zones") && path[2].equals("samples")) {
        return samples(path[1], call);
      }
      return switch (call.path()) {
        case "units" -> units(call);
        case "zones" -> zones(call);
        case "summary" -> summary();
        default -> Answer.problem(404, "Not found", "A role tss has no " + call.path() + ".");
      };
    } catch (BadQueryException e) {
      return Answer.problem(400, "Bad query", String.valueOf(e.getMessage()));
    }
  }

  /** A query parameter that cannot be understood. */
  private static final class BadQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadQueryException(String message) {
      super(message);
    }
  }

  private Answer units(Call call) {
    String q = call.query().getOrDefault("q", "").toLowerCase(Locale.ROOT);
    Predicate<Unit> wanted =
        unit ->
            unit.name().toLowerCase(Locale.ROOT).contains(q)
                || unit.address().contains(q)
                || unit.source().contains(q);
    Map<Integer, List<Zone>> zones = new HashMap<>();
    catalogue
        .zones()
        .values()
        .forEach(zone -> zones.computeIfAbsent(zone.unit(), id -> new ArrayList<>()).add(zone));
    Page<Unit> page = Page.of(call, catalogue.units(), wanted);
    return json(out -> {
      out.writeArrayPropertyStart("units");
      page.rows().forEach(unit -> write(out, unit, zones.getOrDefault(unit.id(), List.of())));
      out.writeEndArray();
      page.writeEnd(out);
    });
  }

  private void write(JsonGenerator out, Unit unit, List<Zone> zones) {
    out.writeStartObject();
    out.writeNumberProperty("id", unit.id());
    out.writeStringProperty("name", unit.name());
    out.writeStringProperty("source", unit.source());
    out.writeStringProperty("kind", unit.kind());
    out.writeStringProperty("address", unit.address());
    writeDegrees(out, "lat", unit.latitude());
    writeDegrees(out, "lon", unit.longitude());
    out.writeNumberProperty("zones", zones.size());
    out.writeObjectPropertyStart("health");
    writeHealth(out, unit, zones);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeDegrees(JsonGenerator out, String name, double degrees) {
    if (Double.isNaN(degrees)) {
      out.writeNullProperty(name);
    } else {
      out.writeNumberProperty(name, degrees);
    }
  }

  /** A unit is as fresh as its freshest zone; a source that says error is louder. */
  private void writeHealth(JsonGenerator out, Unit unit, List<Zone> zones) {
    Optional<SourceStatus> status = facts.unitStatus(unit);
    Freshness freshness =
        zones.stream()
            .map(zone -> zoneJson.freshness(zone, facts.settings(), clock.millis()))
            .min(Freshness::compareTo)
            .orElse(Freshness.UNKNOWN);
    boolean error = status.isPresent() && status.get().level() == SourceStatus.Level.ERROR;
    out.writeStringProperty("status", error ? "error" : freshness.label());
    out.writeStringProperty("sentence", status.map(SourceStatus::sentence).orElse(say(freshness)));
  }

  private static String say(Freshness freshness) {
    return switch (freshness) {
      case OK -> "Measures as it should.";
      case STALE -> "Its values are old.";
      case NO_DATA -> "No data; check the unit and its line.";
      case UNKNOWN -> "Nothing has been measured yet.";
    };
  }

  private Answer zones(Call call) {
    String q = call.query().getOrDefault("q", "").toLowerCase(Locale.ROOT);
    String unitName = call.query().getOrDefault("unit", "");
    Predicate<Zone> wanted =
        zone -> {
          Unit unit = catalogue.units().get(zone.unit());
          String name = unit == null ? "" : unit.name();
          return (unitName.isEmpty() || unitName.equals(name))
              && (name.toLowerCase(Locale.ROOT).contains(q)
                  || zone.label().toLowerCase(Locale.ROOT).contains(q));
        };
    Page<Zone> page = Page.of(call, catalogue.zones(), wanted);
    return json(out -> {
      out.writeArrayPropertyStart("zones");
      page.rows().forEach(z -> zoneJson.write(out, z, facts.settings(), clock.millis()));
      out.writeEndArray();
      page.writeEnd(out);
    });
  }

  private Answer samples(String id, Call call) throws SQLException {
    Zone zone = id.matches("[0-9]{1,9}") ? catalogue.zones().get(Integer.valueOf(id)) : null;
    if (zone == null) {
      return Answer.problem(404, "No such zone", "There is no zone " + id + "; see zones.");
    }
    long to = moment(call, "to", clock.millis() + DAY_MILLIS);
    int limit = limit(call, USUAL_SAMPLES);
    boolean fromGiven = call.query().containsKey("from");
    long from = moment(call, "from", Math.max(0, to - 2 * DAY_MILLIS));
    List<Sample> samples =
        fromGiven
            ? reports.first(zone.id(), from, to, limit)
            : reports.last(zone.id(), from, to, limit);
    return json(out -> {
      out.writeName("zone");
      zoneJson.write(out, zone, facts.settings(), clock.millis());
      out.writeArrayPropertyStart("samples");
      samples.forEach(sample -> ZoneJson.write(out, sample));
      out.writeEndArray();
    });
  }

  private Answer summary() throws SQLException {
    SampleReports.Totals totals = reports.totals();
    return json(out -> {
      out.writeNumberProperty("units", catalogue.units().size());
      out.writeNumberProperty("zones", catalogue.zones().size());
      out.writeNumberProperty("samplesStored", totals.samples());
      out.writeNumberProperty("samplesPerMinute", facts.samplesPerMinute());
      ZoneJson.writeTime(out, "lastCommit", totals.lastCommitMillis());
      out.writeNumberProperty("gaps", totals.gaps());
      out.writeArrayPropertyStart("sources");
      facts.sources().forEach((id, source) -> writeSource(out, id, source));
      out.writeEndArray();
    });
  }

  private static void writeSource(JsonGenerator out, String id, NamedStatus source) {
    out.writeStartObject();
    out.writeStringProperty("id", id);
    out.writeStringProperty("kind", source.kind());
    out.writeStringProperty("status", source.status().level().label());
    out.writeStringProperty("sentence", source.status().sentence());
    out.writeEndObject();
  }

  /**
   * One page of a list ordered by id.
   *
   * @param next what to give as {@code after} for the next page, -1 when this is the last
   */
  private record Page<T>(List<T> rows, int next, int total) {
    static <T> Page<T> of(Call call, NavigableMap<Integer, T> all, Predicate<T> wanted) {
      int limit = limit(call, USUAL_PAGE);
      int after = number(call, "after", 0);
      List<T> rows = new ArrayList<>();
      int total = 0;
      int last = -1;
      int next = -1;
      for (Map.Entry<Integer, T> entry : all.entrySet()) {
        if (!wanted.test(entry.getValue())) {
          continue;
        }
        total++;
        if (entry.getKey() > after && rows.size() < limit) {
          rows.add(entry.getValue());
          last = entry.getKey();
        } else if (entry.getKey() > after) {
          next = last;
        }
      }
      return new Page<>(rows, next, total);
    }

    void writeEnd(JsonGenerator out) {
      if (next < 0) {
        out.writeNullProperty("next");
      } else {
        out.writeNumberProperty("next", next);
      }
      out.writeNumberProperty("total", total);
    }
  }

  /** How many rows are wanted: at least one, or there would be no next page. */
  private static int limit(Call call, int usual) {
    return Math.clamp(number(call, "limit", usual), 1, MOST_IN_A_PAGE);
  }

  private static int number(Call call, String name, int absent) {
    String text = call.query().get(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new BadQueryException(name + " must be a whole number.");
    }
    return Integer.parseInt(text);
  }

  private static long moment(Call call, String name, long absent) {
    String text = call.query().get(name);
    try {
      return text == null ? absent : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new BadQueryException(name + " must be a time such as 2026-11-22T08:00:00Z.");
    }
  }

  /** Answers with an object, written piece by piece as it is sent. */
  private static Answer json(Consumer<JsonGenerator> fields) {
    return new Answer(
        200,
        "application/json",
        stream -> {
          try (JsonGenerator out = JSON.createGenerator(stream)) {
            out.writeStartObject();
            fields.accept(out);
            out.writeEndObject();
          }
        });
  }
}
