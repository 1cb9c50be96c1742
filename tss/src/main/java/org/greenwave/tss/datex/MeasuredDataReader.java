package org.greenwave.tss.datex;

import static org.greenwave.tss.datex.DatexRefusedException.Kind.NOT_DATEX;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.OTHER_TABLE;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a MeasuredDataPublication. One reader reads one document. */
public final class MeasuredDataReader {
  private static final long YEAR_2000_MILLIS = 946_684_800_000L;
  private static final long DAY_MILLIS = 86_400_000;
  private final XmlCursor cursor;
  private final SiteTable table;
  private final DatexLimits limits;
  private final DataTally tally = new DataTally();
  private long publishedMillis = TimeText.NONE;
  private String references = "";
  private boolean referenceMatches;
  private double number;
  private boolean error;
  private String lastTime = "";
  private long lastTimeMillis = TimeText.NONE;

  private MeasuredDataReader(XmlCursor cursor, SiteTable table, DatexLimits limits) {
    this.cursor = cursor;
    this.table = table;
    this.limits = limits;
  }

  /**
   * Reads measured data, gzip or plain. The stream is read to its end and not closed.
   *
   * @param table says what the indexes mean
   * @param nowMillis the present: nothing was published later than a day after it
   * @throws DatexRefusedException when it is none, is broken, passes a limit, or refers to another
   *     table than the one given
   */
  public static MeasuredData read(
      InputStream in, SiteTable table, DatexLimits limits, long nowMillis)
      throws DatexRefusedException {
    List<LaneRows> all = new ArrayList<>();
    DataCounts counts =
        read(in, table, limits, nowMillis, new RowSink(Integer.MAX_VALUE, all::add));
    return new MeasuredData(counts, all.isEmpty() ? new LaneRows() : all.getFirst());
  }

  /**
   * Reads measured data and gives rows away while it reads. When the document is refused, the rows
   * that were given away before are sound: they are of sites that were read whole.
   */
  static DataCounts read(
      InputStream in, SiteTable table, DatexLimits limits, long nowMillis, RowSink sink)
      throws DatexRefusedException {
    try (XmlCursor cursor = XmlCursor.open(in, limits)) {
      try {
        return new MeasuredDataReader(cursor, table, limits).publication(nowMillis, sink);
      } catch (RuntimeException broken) {
        throw cursor.refused(broken);
      }
    }
  }

  /**
   * Where rows go.
   *
   * @param rowsAtOnce how many rows are gathered before they are given away
   * @param taker takes them, and keeps them
   */
  record RowSink(int rowsAtOnce, Consumer<LaneRows> taker) {}

  private DataCounts publication(long nowMillis, RowSink sink) throws DatexRefusedException {
    Publication.enter(cursor, "MeasuredDataPublication");
    SiteValues values = null;
    while (cursor.child()) {
      switch (cursor.name()) {
        case "publicationTime" -> publishedMillis = time();
        case "measurementSiteTableReference" -> reference();
        case "siteMeasurements" -> {
          if (values == null) {
            check(nowMillis);
            values = new SiteValues(table, tally, publishedMillis, nowMillis, sink);
          }
          site(values);
        }
        default -> cursor.skip();
      }
    }
    cursor.finish();
    if (values != null) {
      values.finish();
    }
    return tally.counts();
  }

  private void reference() throws DatexRefusedException {
    String id = attribute("id");
    String version = attribute("version");
    referenceMatches |= id.equals(table.id()) && version.equals(table.version());
    if (references.length() < 200) {
      references += (references.isEmpty() ? "" : ", ") + brief(id) + " version " + brief(version);
    }
    cursor.skip();
  }

  private void check(long nowMillis) throws DatexRefusedException {
    if (publishedMillis < YEAR_2000_MILLIS || publishedMillis > nowMillis + DAY_MILLIS) {
      throw cursor.refused(
          NOT_DATEX,
          "There is no publicationTime with a time zone between the year 2000 and tomorrow."
              + " Correct the sender's clock, or the role database's.");
    }
    if (!references.isEmpty() && !referenceMatches) {
      String here =
          table.siteCount() == 0
              ? "no table is here"
              : "%s version %s is here".formatted(brief(table.id()), brief(table.version()));
      throw cursor.refused(
          OTHER_TABLE,
          "The data refer to the site table %s, but %s. Import that site table first."
              .formatted(references, here));
    }
  }

  private void site(SiteValues values) throws DatexRefusedException {
    if (tally.sites >= limits.sites()) {
      throw tooMany("sites", limits.sites());
    }
    boolean begun = false;
    while (cursor.child()) {
      switch (cursor.name()) {
        case "measurementSiteReference" -> {
          if (!begun) {
            values.begin(attribute("id"), attribute("version"));
            begun = true;
          }
          cursor.skip();
        }
        case "measurementTimeDefault" -> values.time(time());
        case "measuredValue" -> {
          if (!begun) {
            values.begin("", "");
            begun = true;
          }
          indexed(values);
        }
        default -> cursor.skip();
      }
    }
    if (begun) {
      values.end();
    }
  }

  private void indexed(SiteValues values) throws DatexRefusedException {
    int index = Numbers.integer(cursor.attribute("index"), 0, Spec.MOST_INDEX);
    while (cursor.child()) {
      if (cursor.name().equals("measuredValue")) {
        while (cursor.child()) {
          if (cursor.name().equals("basicData")) {
            basicData(values, index);
          } else {
            cursor.skip();
          }
        }
      } else {
        cursor.skip();
      }
    }
  }

  private void basicData(SiteValues values, int index) throws DatexRefusedException {
    if (++tally.values > limits.values()) {
      throw tooMany("measured values", limits.values());
    }
    Measure measure = Measure.OTHER;
    boolean noInput = false;
    number = Double.NaN;
    error = false;
    while (cursor.child()) {
      Measure found = measureOf(cursor.name());
      if (found == Measure.OTHER || measure != Measure.OTHER) {
        cursor.skip();
        continue;
      }
      measure = found;
      noInput = Numbers.integer(cursor.attribute("numberOfInputValuesUsed"), 0, 0) == 0;
      content();
    }
    count(measure, noInput);
    values.value(index, measure, number, noInput, error);
  }

  private static Measure measureOf(String element) {
    return switch (element) {
      case "vehicleFlow" -> Measure.FLOW;
      case "averageVehicleSpeed" -> Measure.SPEED;
      case "trafficStatus" -> Measure.STATUS;
      case "occupancy" -> Measure.OCCUPANCY;
      default -> Measure.OTHER;
    };
  }

  private void content() throws DatexRefusedException {
    while (cursor.child()) {
      switch (cursor.name()) {
        case "vehicleFlowRate", "speed", "percentage" -> number = cursor.text().number();
        case "dataError" -> error = cursor.text().isTrue();
        default -> cursor.skip();
      }
    }
  }

  private void count(Measure measure, boolean noInput) {
    switch (measure) {
      case FLOW -> tally.flows++;
      case SPEED -> {
        tally.speeds++;
        tally.speedsMissing += number == -1 ? 1 : 0;
      }
      case STATUS -> tally.statusValues++;
      case OCCUPANCY, OTHER -> tally.otherValues++;
    }
    tally.dataErrors += error ? 1 : 0;
    tally.noInput += noInput ? 1 : 0;
  }

  // Thousands of sites share a handful of times.
  private long time() throws DatexRefusedException {
    ElementText text = cursor.text();
    if (!text.is(lastTime)) {
      lastTime = text.toString();
      lastTimeMillis = TimeText.millis(lastTime);
    }
    return lastTimeMillis;
  }

  private String attribute(String name) {
    @Nullable String value = cursor.attribute(name);
    return value == null ? "" : value.strip();
  }

  private static String brief(String word) {
    String printable = word.replaceAll("\\p{Cntrl}", "?");
    return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
  }

  private DatexRefusedException tooMany(String what, int most) {
    return cursor.refused(
        TOO_LARGE, "There are more than %,d %s. Send fewer at a time.".formatted(most, what));
  }
}
