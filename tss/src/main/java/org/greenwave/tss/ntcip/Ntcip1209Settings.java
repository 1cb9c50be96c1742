package org.greenwave.tss.ntcip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.greenwave.tss.source.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator sets for a source of kind {@code ntcip1209}.
 *
 * @param community SNMP's password of sorts
 * @param version {@code 1} or {@code 2c}
 * @param timeoutMillis how long an answer may take
 * @param retries how often a request is repeated
 * @param units the devices, in order
 */
record Ntcip1209Settings(
    String community, String version, int timeoutMillis, int retries, List<UnitSetting> units) {
  private static final Set<String> KEYS =
      Set.of("id", "kind", "community", "version", "timeoutMillis", "retries", "units");
  private static final Set<String> UNIT_KEYS = Set.of("name", "address", "lat", "lon");
  private static final int MOST_UNITS = 20_000;
  private static final int SNMP_PORT = 161;

  Ntcip1209Settings {
    units = List.copyOf(units);
  }

  /**
   * One device.
   *
   * @param latitude degrees north, NaN when not given
   * @param longitude degrees east, NaN when not given
   */
  record UnitSetting(String name, Place place, double latitude, double longitude) {}

  /** Where a device is reached. */
  record Place(InetAddress host, int port) {
    @Override
    public String toString() {
      String literal = host.getHostAddress();
      return (literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal) + ":" + port;
    }
  }

  /** Whether a device can be talked to just as before. */
  boolean talksLike(Ntcip1209Settings other) {
    return community.equals(other.community)
        && version.equals(other.version)
        && timeoutMillis == other.timeoutMillis
        && retries == other.retries;
  }

  /** Reads settings; every problem becomes a sentence, and what is broken is left out. */
  static Ntcip1209Settings read(ObjectNode settings, List<String> problems) {
    Fields fields = new Fields(settings, "Source " + settings.path("id").asString(""), problems);
    fields.only(KEYS);
    String version = fields.text("version", "1", 2);
    if (!version.equals("1") && !version.equals("2c")) {
      problems.add(fields.where() + ": version must be \"1\" or \"2c\".");
    }
    return new Ntcip1209Settings(
        fields.text("community", "public", 64),
        version,
        fields.number("timeoutMillis", 1000, 50, 60_000),
        fields.number("retries", 2, 0, 10),
        units(fields, settings.path("units"), problems));
  }

  private static List<UnitSetting> units(Fields source, JsonNode units, List<String> problems) {
    List<UnitSetting> read = new ArrayList<>();
    if (!units.isArray() || units.size() > MOST_UNITS) {
      problems.add(
          "%s: units must be a list of at most %d units.".formatted(source.where(), MOST_UNITS));
      return read;
    }
    Set<String> names = new HashSet<>();
    Set<Place> places = new HashSet<>();
    for (JsonNode unit : units) {
      Optional<UnitSetting> one = unit(source, unit, problems);
      if (one.isPresent()) {
        if (!names.add(one.get().name())) {
          problems.add(source.where() + ": two units are named " + one.get().name() + ".");
        } else if (!places.add(one.get().place())) {
          problems.add(
              "%s: unit %s has the address %s of another unit."
                  .formatted(source.where(), one.get().name(), one.get().place()));
        } else {
          read.add(one.get());
        }
      }
    }
    return read;
  }

  private static Optional<UnitSetting> unit(Fields source, JsonNode node, List<String> problems) {
    if (!(node instanceof ObjectNode object)) {
      problems.add(source.where() + ": each unit must be an object with a name and an address.");
      return Optional.empty();
    }
    String name = object.path("name").asString("");
    Fields fields = new Fields(object, source.where() + ", unit " + name, problems);
    fields.only(UNIT_KEYS);
    fields.name("name", 64);
    Optional<Place> place = place(fields, fields.text("address", "", 64), problems);
    double latitude = fields.degrees("lat", 90);
    double longitude = fields.degrees("lon", 180);
    return place
        .filter(p -> !name.isBlank())
        .map(p -> new UnitSetting(name, p, latitude, longitude));
  }

  /** Names are refused: a name server that is away must not decide whether a road is watched. */
  private static Optional<Place> place(Fields unit, String address, List<String> problems) {
    int colon = address.lastIndexOf(':');
    boolean bare = address.indexOf(':') != colon && !address.startsWith("[");
    boolean hasPort = colon > 0 && !bare && !address.endsWith("]");
    String host = hasPort ? address.substring(0, colon) : address;
    OptionalInt port = hasPort ? port(address.substring(colon + 1)) : OptionalInt.of(SNMP_PORT);
    try {
      if (port.isPresent()) {
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Optional.of(new Place(InetAddress.ofLiteral(literal), port.getAsInt()));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The sentence below says it all.
    }
    problems.add(
        "%s: address \"%s\" is not one; give an IP address and a port, such as 10.1.2.3:161."
            .formatted(unit.where(), address));
    return Optional.empty();
  }

  private static OptionalInt port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
