package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.NOT_DATEX;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a MeasurementSiteTablePublication. One reader reads one document. */
public final class SiteTableReader {
  private static final int LONGEST_ID = 256;
  private final DatexLimits limits;
  private final XmlCursor cursor;
  private final SiteTableBuilder table = new SiteTableBuilder();
  private final VehicleClassReader classes;
  private double latitude;
  private double longitude;

  private SiteTableReader(XmlCursor cursor, DatexLimits limits) {
    this.cursor = cursor;
    this.limits = limits;
    this.classes = new VehicleClassReader(cursor, table);
  }

  /**
   * Reads a site table, gzip or plain. The stream is read to its end and not closed.
   *
   * @throws DatexRefusedException when it is none, is broken, or passes a limit
   */
  public static SiteTable read(InputStream in, DatexLimits limits) throws DatexRefusedException {
    try (XmlCursor cursor = XmlCursor.open(in, limits)) {
      try {
        return new SiteTableReader(cursor, limits).publication();
      } catch (RuntimeException broken) {
        throw cursor.refused(broken);
      }
    }
  }

  private SiteTable publication() throws DatexRefusedException {
    Publication.enter(cursor, "MeasurementSiteTablePublication");
    SiteTable found = null;
    while (cursor.child()) {
      if (!cursor.name().equals("measurementSiteTable")) {
        cursor.skip();
      } else if (found == null) {
        found = siteTable();
      } else {
        throw cursor.refused(NOT_DATEX, "There is a second site table. Send one at a time.");
      }
    }
    cursor.finish();
    if (found == null) {
      throw cursor.refused(NOT_DATEX, "The publication holds no site table. Send one that does.");
    }
    return found;
  }

  private SiteTable siteTable() throws DatexRefusedException {
    String id = word(cursor.attribute("id"));
    String version = word(cursor.attribute("version"));
    while (cursor.child()) {
      if (cursor.name().equals("measurementSiteRecord")) {
        record();
      } else {
        cursor.skip();
      }
    }
    return table.build(id, version);
  }

  private void record() throws DatexRefusedException {
    if (table.records() >= limits.sites()) {
      throw tooMany("site records", limits.sites());
    }
    String id = word(cursor.attribute("id"));
    String version = word(cursor.attribute("version"));
    int before = table.characteristics();
    latitude = Double.NaN;
    longitude = Double.NaN;
    table.beginSite();
    while (cursor.child()) {
      switch (cursor.name()) {
        case "measurementSpecificCharacteristics" -> {
          if (table.characteristics() - before >= limits.characteristicsPerSite()) {
            throw tooMany("indexes of one site", limits.characteristicsPerSite());
          }
          if (table.characteristics() >= limits.characteristics()) {
            throw tooMany("indexes of a table", limits.characteristics());
          }
          indexed();
        }
        case "measurementSiteLocation" -> location();
        default -> cursor.skip();
      }
    }
    table.endSite(id, version, latitude, longitude);
  }

  private void indexed() throws DatexRefusedException {
    int index = Numbers.integer(cursor.attribute("index"), 0, Spec.MOST_INDEX);
    boolean found = false;
    while (cursor.child()) {
      if (cursor.name().equals("measurementSpecificCharacteristics") && !found && index >= 0) {
        characteristics(index);
        found = true;
      } else {
        cursor.skip();
      }
    }
    if (!found) {
      table.unreadable();
    }
  }

  private void characteristics(int index) throws DatexRefusedException {
    double period = Double.NaN;
    int lane = Lanes.WHOLE_SITE;
    Measure measure = Measure.OTHER;
    short vehicleClass = 0;
    while (cursor.child()) {
      switch (cursor.name()) {
        case "period" -> period = cursor.text().number();
        case "specificLane" -> lane = Lanes.number(cursor.text());
        case "specificMeasurementValueType" -> measure = Measure.named(cursor.text());
        case "specificVehicleCharacteristics" -> vehicleClass = classes.read();
        default -> cursor.skip();
      }
    }
    boolean usable = period >= 1 && period <= Spec.MOST_PERIOD_SECONDS;
    if (!usable || lane == Lanes.UNKNOWN) {
      table.unreadable();
    }
    int seconds = usable ? (int) Math.round(period) : 0;
    table.add(index, seconds, lane, vehicleClass, usable ? measure : Measure.OTHER);
  }

  // The position of a point: locationForDisplay, or pointByCoordinates/pointCoordinates.
  private void location() throws DatexRefusedException {
    while (cursor.child()) {
      switch (cursor.name()) {
        case "locationForDisplay", "pointCoordinates" -> coordinates();
        case "pointByCoordinates" -> location();
        default -> cursor.skip();
      }
    }
  }

  private void coordinates() throws DatexRefusedException {
    while (cursor.child()) {
      switch (cursor.name()) {
        case "latitude" -> latitude = Numbers.within(cursor.text().number(), 90);
        case "longitude" -> longitude = Numbers.within(cursor.text().number(), 180);
        default -> cursor.skip();
      }
    }
  }

  private static String word(@Nullable String attribute) {
    String word = attribute == null ? "" : attribute.strip();
    return word.length() > LONGEST_ID || word.indexOf('\0') >= 0 ? "" : word;
  }

  private DatexRefusedException tooMany(String what, int most) {
    return cursor.refused(
        TOO_LARGE, "There are more than %,d %s. Send a smaller table.".formatted(most, what));
  }
}
