package org.greenwave.tss.datex;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.greenwave.role.FencedException;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.SampleWriter;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** A site table whose sites are units and whose lanes are zones, with their ids. */
final class DatexNetwork {
  static final String KIND = "datex2";
  private static final int NO_ZONE = 0;
  private final SiteTable table;
  private final int[] zoneIds;

  private DatexNetwork(SiteTable table, int[] zoneIds) {
    this.table = table;
    this.zoneIds = zoneIds;
  }

  SiteTable table() {
    return table;
  }

  /**
   * Makes a table the one of a source: registers what it holds, retires what it no longer holds,
   * and keeps it for the hosts to come.
   */
  static DatexNetwork install(Intake intake, String source, SiteTable table)
      throws SQLException, FencedException, IOException {
    DatexNetwork network = register(intake, source, table);
    intake.retireOthers(source, network.unitNames());
    intake.keep(name(source), SiteTableBytes.encode(table));
    return network;
  }

  /** The network of the table that was last installed for a source, by this host or another. */
  static Optional<DatexNetwork> installed(Intake intake, String source)
      throws SQLException, FencedException, IOException {
    Optional<byte[]> kept = intake.kept(name(source));
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(register(intake, source, SiteTableBytes.decode(kept.get())));
  }

  /** The rows as samples, in submissions that the store takes. */
  List<Submission> submissions(LaneRows rows) {
    List<Submission> submissions = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      int zone = zoneIds[rows.zone(row)];
      if (zone != NO_ZONE) {
        samples.add(sample(rows, row, zone));
      }
      if (samples.size() == SampleWriter.MOST_SAMPLES_AT_ONCE) {
        submissions.add(Submission.of(samples));
        samples = new ArrayList<>();
      }
    }
    if (!samples.isEmpty()) {
      submissions.add(Submission.of(samples));
    }
    return submissions;
  }

  private static Sample sample(LaneRows rows, int row, int zone) {
    Reading reading =
        new Reading(
            rows.volume(row),
            rows.occupancy(row),
            rows.speed(row),
            IntStream.of(rows.classCounts(row)).boxed().toList(),
            rows.quality(row));
    return new Sample(
        zone, rows.periodEndMillis(row), rows.periodSeconds(row), reading, Origin.NONE);
  }

  private static DatexNetwork register(Intake intake, String source, SiteTable table)
      throws SQLException, FencedException {
    Map<String, Registered> registered = intake.register(source, specs(table));
    int[] zoneIds = new int[table.zoneCount()];
    for (int site = 0; site < table.siteCount(); site++) {
      Registered unit = registered.get(table.siteId(site));
      for (int zone = table.firstZone(site); zone < table.firstZone(site + 1); zone++) {
        zoneIds[zone] = unit == null ? NO_ZONE : id(unit, table.laneNumber(zone));
      }
    }
    return new DatexNetwork(table, zoneIds);
  }

  private static int id(Registered unit, int number) {
    for (Zone zone : unit.zones()) {
      if (zone.number() == number) {
        return zone.id();
      }
    }
    return NO_ZONE;
  }

  // A travel-time section has no lane that is measured: it is no unit.
  private static List<UnitSpec> specs(SiteTable table) {
    List<UnitSpec> specs = new ArrayList<>();
    for (int site = 0; site < table.siteCount(); site++) {
      if (table.zones(site) > 0) {
        specs.add(
            new UnitSpec(
                KIND,
                table.siteId(site),
                "",
                table.latitude(site),
                table.longitude(site),
                zones(table, site)));
      }
    }
    return specs;
  }

  private static List<UnitSpec.ZoneSpec> zones(SiteTable table, int site) {
    List<UnitSpec.ZoneSpec> zones = new ArrayList<>();
    for (int zone = table.firstZone(site); zone < table.firstZone(site + 1); zone++) {
      zones.add(
          new UnitSpec.ZoneSpec(
              table.laneNumber(zone),
              table.laneLabel(zone),
              table.periodSeconds(zone),
              0,
              1 + table.classCount(zone)));
    }
    return zones;
  }

  private Set<String> unitNames() {
    Set<String> names = new HashSet<>();
    for (int site = 0; site < table.siteCount(); site++) {
      if (table.zones(site) > 0) {
        names.add(table.siteId(site));
      }
    }
    return names;
  }

  private static String name(String source) {
    return KIND + ":" + source;
  }
}
