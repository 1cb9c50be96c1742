package org.greenwave.simulator.field;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.greenwave.simulator.field.traffic.Place;
import org.greenwave.simulator.field.traffic.Station;

/** Writes a field's units as a data source in the settings of the traffic-sensor role (JSON). */
final class Settings {
  private Settings() {}

  static String of(String community, List<FieldPort> ports) {
    return ports.stream()
        .map(Settings::unit)
        .collect(
            Collectors.joining(
                ",\n  ",
                "{\"id\":\"field\",\"kind\":\"ntcip1209\",\"community\":\"%s\",\"units\":[\n  "
                    .formatted(community),
                "\n]}\n"));
  }

  private static String unit(FieldPort port) {
    Station station = port.unit().station();
    Place place = station.place();
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"address\":\"%s\",\"lat\":%.5f,\"lon\":%.5f}",
        station.name(),
        port.address(),
        place.lat(),
        place.lon());
  }
}
