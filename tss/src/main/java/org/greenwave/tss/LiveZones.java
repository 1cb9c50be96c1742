package org.greenwave.tss;

import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.greenwave.role.RoleListener;
import org.greenwave.sensors.Freshness;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.store.Catalogue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells viewers which zones have changed: gathered, and sent when {@link #send} is called. A zone
 * that falls silent changes too, though no sample says so: {@link #look} finds it.
 */
final class LiveZones {
  private static final int MOST_IN_ONE_MESSAGE = 2000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Set<Integer> changed = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Freshness> shown = new ConcurrentHashMap<>();
  private final Catalogue catalogue;
  private final ZoneJson zoneJson;
  private final Supplier<TssSettings> settings;
  private final InstantSource clock;
  private final RoleListener listener;

  LiveZones(
      Catalogue catalogue,
      Supplier<TssSettings> settings,
      InstantSource clock,
      RoleListener listener) {
    this.catalogue = catalogue;
    this.zoneJson = new ZoneJson(catalogue);
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /** Notes which zones have new values. */
  void committed(List<Sample> samples) {
    samples.forEach(sample -> changed.add(sample.zone()));
  }

  /** Notes which zones are not as fresh, or as old, as viewers have them. */
  void look() {
    long now = clock.millis();
    shown.keySet().retainAll(catalogue.zones().keySet());
    for (Zone zone : catalogue.zones().values()) {
      Freshness fresh = zoneJson.freshness(zone, settings.get(), now);
      // Whoever opens the page is told how all zones are: what was never sent is no change.
      Freshness before = shown.putIfAbsent(zone.id(), fresh);
      if (before != null && before != fresh) {
        changed.add(zone.id());
      }
    }
  }

  /** Forgets what viewers have; another host tells them. */
  void forget() {
    shown.clear();
  }

  /** Sends what has changed since the last time, if anything. */
  void send() {
    List<Integer> ids = new ArrayList<>(changed);
    for (int from = 0; from < ids.size(); from += MOST_IN_ONE_MESSAGE) {
      List<Integer> some = ids.subList(from, Math.min(ids.size(), from + MOST_IN_ONE_MESSAGE));
      some.forEach(changed::remove);
      listener.changed("zones", message(some));
    }
  }

  private String message(List<Integer> ids) {
    StringWriter text = new StringWriter(ids.size() * 200);
    long now = clock.millis();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeArrayPropertyStart("zones");
      for (int id : ids) {
        Zone zone = catalogue.zones().get(id);
        if (zone != null) {
          shown.put(id, zoneJson.freshness(zone, settings.get(), now));
          zoneJson.write(out, zone, settings.get(), now);
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }
}
