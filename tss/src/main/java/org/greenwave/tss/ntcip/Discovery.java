package org.greenwave.tss.ntcip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
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
  private final ArrayDeque<List<Oid>> requests = new ArrayDeque<>();
  private final List<Binding> bindings = new ArrayList<>();
  private int zones;

  Discovery(UnitSetting setting) {
    this.setting = setting;
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

  /**
   * The unit with the zones that collect something, and those that are known and no longer do: they
   * get the period 0, as what is not said again stays in the database as it was.
   */
  UnitSpec spec(@Nullable Registered known) {
    // What it can hold: how much it holds now is less for a while after it was started.
    int history = Answers.maxHistory(bindings).orElse(MAX_HISTORY);
    NavigableMap<Integer, ZoneSpec> specs = new TreeMap<>();
    for (Zone zone : known == null ? List.<Zone>of() : known.zones()) {
      specs.put(
          zone.number(),
          new ZoneSpec(zone.number(), zone.label(), 0, zone.history(), zone.classes()));
    }
    for (int number = 1; number <= zones; number++) {
      ZoneFacts facts = Answers.zone(number, bindings);
      if (facts.periodSeconds() > 0) {
        specs.put(
            number,
            new ZoneSpec(number, facts.label(), facts.periodSeconds(), history, facts.classes()));
      }
    }
    return spec(setting, List.copyOf(specs.values()));
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
