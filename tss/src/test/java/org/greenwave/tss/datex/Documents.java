package org.greenwave.tss.datex;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Small DATEX II documents, and how to read them. */
final class Documents {
  static final long NOW = Instant.parse("2016-09-09T14:00:00Z").toEpochMilli();
  static final long PERIOD_END = Instant.parse("2016-09-09T13:57:00Z").toEpochMilli();

  private Documents() {}

  /** A table of version 868 with these records. */
  static String table(String records) {
    return model(
        "MeasurementSiteTablePublication",
        "<publicationTime>2016-09-07T11:00:00Z</publicationTime>"
            + "<measurementSiteTable id=\"T\" version=\"868\">"
            + records
            + "</measurementSiteTable>");
  }

  /** A point site with characteristics. */
  static String record(String id, String characteristics) {
    return "<measurementSiteRecord id=\"%s\" version=\"1\">".formatted(id)
        + characteristics
        + "<measurementSiteLocation><locationForDisplay><latitude>52.5</latitude>"
        + "<longitude>4.25</longitude></locationForDisplay></measurementSiteLocation>"
        + "</measurementSiteRecord>";
  }

  /** What an index means, for the vehicles described. */
  static String means(int index, String lane, String measure, String vehicles) {
    return ("<measurementSpecificCharacteristics index=\"%d\"><measurementSpecificCharacteristics>"
            + "<period>60.0</period><specificLane>%s</specificLane>"
            + "<specificMeasurementValueType>%s</specificMeasurementValueType>"
            + "<specificVehicleCharacteristics>%s</specificVehicleCharacteristics>"
            + "</measurementSpecificCharacteristics></measurementSpecificCharacteristics>")
        .formatted(index, lane, measure, vehicles);
  }

  /** The same for all vehicles. */
  static String means(int index, String lane, String measure) {
    return means(index, lane, measure, "<vehicleType>anyVehicle</vehicleType>");
  }

  /** Vehicles within lengths. */
  static String length(String operator, String metres) {
    return ("<lengthCharacteristic><comparisonOperator>%s</comparisonOperator>"
            + "<vehicleLength>%s</vehicleLength></lengthCharacteristic>")
        .formatted(operator, metres);
  }

  /** Measured data that refer to table version 868. */
  static String data(String sites) {
    return data("868", sites);
  }

  /** Measured data that refer to a version of the table. */
  static String data(String tableVersion, String sites) {
    return model(
        "MeasuredDataPublication",
        "<publicationTime>2016-09-09T13:58:40.009Z</publicationTime>"
            + "<measurementSiteTableReference id=\"T\" version=\"%s\"/>".formatted(tableVersion)
            + sites);
  }

  /** The values of a site at the usual time. */
  static String site(String id, String values) {
    return site(id, "1", "2016-09-09T13:57:00Z", values);
  }

  /** The values of a site. */
  static String site(String id, String version, String time, String values) {
    return ("<siteMeasurements><measurementSiteReference id=\"%s\" version=\"%s\"/>"
            + "<measurementTimeDefault>%s</measurementTimeDefault>%s</siteMeasurements>")
        .formatted(id, version, time, values);
  }

  static String flow(int index, String rate) {
    return value(
        index, "<vehicleFlow><vehicleFlowRate>" + rate + "</vehicleFlowRate></vehicleFlow>");
  }

  static String speed(int index, String speed) {
    return value(index, "<averageVehicleSpeed><speed>" + speed + "</speed></averageVehicleSpeed>");
  }

  static String value(int index, String content) {
    return ("<measuredValue index=\"%d\"><measuredValue><basicData>%s</basicData></measuredValue>"
            + "</measuredValue>")
        .formatted(index, content);
  }

  static String model(String type, String content) {
    return ("<d2LogicalModel xmlns=\"http://datex2.eu/schema/2/2_0\" modelBaseVersion=\"2\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<payloadPublication xsi:type=\"%s\" lang=\"nl\">%s</payloadPublication>"
            + "</d2LogicalModel>")
        .formatted(type, content);
  }

  static SiteTable sites(String document) throws DatexRefusedException {
    return sites(bytes(document));
  }

  static SiteTable sites(byte[] document) throws DatexRefusedException {
    return SiteTableReader.read(new ByteArrayInputStream(document), DatexLimits.NATIONAL);
  }

  static MeasuredData measured(String document, SiteTable table) throws DatexRefusedException {
    return measured(bytes(document), table);
  }

  static MeasuredData measured(byte[] document, SiteTable table) throws DatexRefusedException {
    return MeasuredDataReader.read(
        new ByteArrayInputStream(document), table, DatexLimits.NATIONAL, NOW);
  }

  static byte[] bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
