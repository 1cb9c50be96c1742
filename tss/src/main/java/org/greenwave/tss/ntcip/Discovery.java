package org.greenwave.tss.ntcip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.greenwave.sensors.Zone;
import org.greenwave.sensors.ntcip1209.Answers;
import org.greenwave.sensors.ntcip1209.Answers.ZoneFacts;
import org.greenwave.sensors.ntcip1209.Binding;
import org.greenwave.sensors.ntcip1209.Oid;
import org.greenwave.sensors.ntcip1209.Requests;
import org.greenwave.tss.ntcip.Ntcip1209Settings.UnitSetting;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.UnitSpec;
import org.greenwave.tss.store.UnitSpec.ZoneSpec;
import org.jspecify.annotations.Nullable;

/** Finding out what a unit has: first how many zones, then each zone. */
final class Discovery {
  static final String KIND = "ntcip1209";
  private static final int MAX_HISTORY = 4;

  private final UnitSetting setting;
  private final boolean patient;
  private final ArrayDeque<List<Oid>> requests = new ArrayDeque<>();
  private final List<Binding> bindings = new ArrayList<>();
  private int zones;

  /**
   * Begins with what the unit says of itself.
   *
   * @param patient whether a zone that was known, and of which the unit says nothing, stays
   */
  Discovery(UnitSetting setting, boolean patient) {
    this.setting = setting;
    this.patient = patient;
    requests.add(Requests.device());
  }

  /** The next request; empty when everything is known. */
  List<Oid> next() {
    return requests.isEmpty() ? List.of() : requests.remove();
  }

  /** Takes an answer in; what it answers is why the device cannot be used, for a sentence. */
  Optional<String> answered(List<Binding> answer) {
    bindings.addAll(answer);
    if (zones == 0) {
      OptionalInt most = Answers.maxZones(bindings);
      if (most.isEmpty()) {
        return Optional.of(
            "answers, but does not say how many zones it has;"
                + " only NTCIP 1209 version 2 is understood.");
      }
      zones = most.getAsInt();
      requests.addAll(Requests.zones(zones));
    }
    return Optional.empty();
  }

  OptionalLong uptime() {
    return Answers.uptime(bindings);
  }

  /** Whether it has said something of every zone that was known to collect something. */
  boolean tellsOfAll(@Nullable Registered known) {
    return known(known).filter(zone -> zone.periodSeconds() > 0).allMatch(this::isTold);
  }

  private boolean isTold(Zone zone) {
    return zone.number() > zones || Answers.zone(zone.number(), bindings).isPresent();
  }

  private static Stream<Zone> known(@Nullable Registered known) {
    return known == null ? Stream.empty() : known.zones().stream();
  }

  /**
   * The unit with the zones that collect something, and those that are known and no longer do: they
   * get the period 0, as what is not said again stays in the database as it was.
   */
  UnitSpec spec(@Nullable Registered known) {
    // What it can hold: how much it holds now is less for a while after it was started.
    int history = Answers.maxHistory(bindings).orElse(MAX_HISTORY);
    NavigableMap<Integer, ZoneSpec> specs = new TreeMap<>();
    known(known).forEach(zone -> specs.put(zone.number(), unsaid(zone)));
    for (int number = 1; number <= zones; number++) {
      Optional<ZoneFacts> facts =
          Answers.zone(number, bindings).filter(told -> told.periodSeconds() > 0);
      if (facts.isPresent()) {
        specs.put(number, spec(facts.get(), history));
      }
    }
    return spec(setting, List.copyOf(specs.values()));
  }

  private ZoneSpec unsaid(Zone zone) {
    int period = patient && !isTold(zone) ? zone.periodSeconds() : 0;
    return new ZoneSpec(zone.number(), zone.label(), period, zone.history(), zone.classes());
  }

  private static ZoneSpec spec(ZoneFacts facts, int history) {
    return new ZoneSpec(
        facts.number(), facts.label(), facts.periodSeconds(), history, facts.classes());
  }

  /** A unit of which only the settings are known. */
  static UnitSpec spec(UnitSetting setting, List<ZoneSpec> zones) {
    return new UnitSpec(
        KIND,
        setting.name(),
        setting.place().toString(),
        setting.latitude(),
        setting.longitude(),
        zones);
  }

  /** Whether the database has the unit just as it was found. */
  boolean agrees(Registered known) {
    return known.zones().equals(asKnown(known));
  }

  private List<Zone> asKnown(Registered known) {
    List<Zone> found = new ArrayList<>();
    for (ZoneSpec spec : spec(known).zones()) {
      int id =
          known.zones().stream()
              .filter(zone -> zone.number() == spec.number())
              .mapToInt(Zone::id)
              .findFirst()
              .orElse(-1);
      found.add(
          new Zone(
              id,
              known.unit().id(),
              spec.number(),
              spec.label(),
              spec.periodSeconds(),
              spec.history(),
              spec.classes()));
    }
    return found;
  }
}
