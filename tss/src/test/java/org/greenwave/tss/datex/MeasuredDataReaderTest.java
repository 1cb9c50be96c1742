package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.greenwave.tss.datex.Documents.bytes;
import static org.greenwave.tss.datex.Documents.data;
import static org.greenwave.tss.datex.Documents.flow;
import static org.greenwave.tss.datex.Documents.gzip;
import static org.greenwave.tss.datex.Documents.length;
import static org.greenwave.tss.datex.Documents.means;
import static org.greenwave.tss.datex.Documents.measured;
import static org.greenwave.tss.datex.Documents.record;
import static org.greenwave.tss.datex.Documents.site;
import static org.greenwave.tss.datex.Documents.sites;
import static org.greenwave.tss.datex.Documents.speed;
import static org.greenwave.tss.datex.Documents.table;
import static org.greenwave.tss.datex.Documents.value;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.sensors.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasuredDataReaderTest {
  private SiteTable table = emptyTable();

  private static SiteTable emptyTable() {
    return new SiteTableBuilder().build("", "");
  }

  // At A flow comes first, at B speed; B also has classes on its first lane.
  @BeforeEach
  void readTable() throws Exception {
    String a = means(1, "lane1", "trafficFlow") + means(2, "lane1", "trafficSpeed");
    String b =
        means(1, "lane1", "trafficSpeed")
            + means(2, "lane1", "trafficFlow", length("lessThan", "5.60"))
            + means(3, "lane1", "trafficFlow", length("greaterThanOrEqualTo", "5.6"))
            + means(4, "lane1", "trafficFlow")
            + means(5, "hardShoulder", "trafficFlow");
    table = sites(table(record("A", a) + record("B", b)));
  }

  @Test
  void tableKeepsSitesLanesAndClasses() {
    assertThat(table.counts()).isEqualTo(new SiteCounts(2, 2, 2, 3, 7, 0, 0, 0));
    assertThat(table.siteId(1)).isEqualTo("B");
    assertThat(table.latitude(0)).isEqualTo(52.5);
    assertThat(table.longitude(0)).isEqualTo(4.25);
    assertThat(table.laneLabel(2)).isEqualTo("hardShoulder");
    assertThat(table.laneNumber(1)).isEqualTo(1);
    assertThat(table.vehicleClasses(1)).containsExactly("<5.6m", ">=5.6m");
  }

  @Test
  void indexMeansWhatTheTableSaysForThatSite() throws Exception {
    MeasuredData data =
        measured(
            data(
                site("A", flow(1, "540") + speed(2, "70"))
                    + site("B", speed(1, "88.5") + flow(4, "1200"))),
            table);
    assertThat(rows(data)).containsExactly("0 60 s 9.0 70.0 OK []", "1 60 s 20.0 88.5 OK [-1, -1]");
    assertThat(data.rows().periodEndMillis(0)).isEqualTo(Documents.PERIOD_END);
    assertThat(data.counts().joined()).isEqualTo(2);
    assertThat(data.counts().zones()).isEqualTo(2);
  }

  @Test
  void vehicleClassesBecomeClassCountsAndOneRowPerZone() throws Exception {
    String values = flow(2, "300") + flow(3, "60") + flow(4, "360") + flow(5, "0");
    MeasuredData data = measured(data(site("B", values)), table);
    assertThat(rows(data)).containsExactly("1 60 s 6.0 NaN OK [5, 1]", "2 60 s 0.0 NaN OK []");
  }

  private static String noInput(String more) {
    return value(
        1,
        "<vehicleFlow numberOfInputValuesUsed=\"0\">"
            + more
            + "<vehicleFlowRate>0</vehicleFlowRate></vehicleFlow>");
  }

  /** An empty road, as the senders of NDW have it: each vehicle is an input value. */
  @Test
  void noVehicleIsAFlowOfNoneAndHasNoSpeed() throws Exception {
    MeasuredData data = measured(data(site("A", noInput("") + speed(2, "-1"))), table);
    assertThat(rows(data)).containsExactly("0 60 s 0.0 NaN OK []");
    assertThat(data.counts().noInput()).isEqualTo(1);
    assertThat(data.counts().speedsMissing()).isEqualTo(1);
  }

  @Test
  void noInputOfADetectorThatFailedMeansNoData() throws Exception {
    String failed = noInput("<dataError>true</dataError>");
    MeasuredData data = measured(data(site("A", failed + speed(2, "-1"))), table);
    assertThat(rows(data)).containsExactly("0 60 s NaN NaN FAILED []");
  }

  @Test
  void dataErrorIsKeptAndMarkedFailed() throws Exception {
    String wrong =
        value(
            1,
            "<vehicleFlow><dataError>true</dataError><vehicleFlowRate>15300</vehicleFlowRate>"
                + "</vehicleFlow>");
    MeasuredData data = measured(data(site("A", wrong + speed(2, "70"))), table);
    assertThat(rows(data)).containsExactly("0 60 s 255.0 70.0 FAILED []");
    assertThat(data.counts().dataErrors()).isEqualTo(1);
  }

  @Test
  void valuesThatNoRoadCanHaveAreLeftOutAndMarked() throws Exception {
    String values = flow(1, "99999999999999999999") + speed(2, "1e9");
    MeasuredData data = measured(data(site("A", values)), table);
    assertThat(rows(data)).containsExactly("0 60 s NaN NaN SUSPECT []");
    assertThat(data.counts().outOfRange()).isEqualTo(2);
  }

  @Test
  void whatIsNotANumberIsNoData() throws Exception {
    MeasuredData data =
        measured(data(site("A", flow(1, "twelve") + speed(2, "x".repeat(5000)))), table);
    assertThat(rows(data)).containsExactly("0 60 s NaN NaN MISSING []");
  }

  @Test
  void unknownSitesIndexesAndOtherVersionsAreCounted() throws Exception {
    String sites =
        site("C", flow(1, "60"))
            + site("A", flow(77, "60") + speed(1, "50"))
            + site("B", "2", "2016-09-09T13:57:00Z", flow(4, "60"));
    MeasuredData data = measured(data(sites), table);
    assertThat(data.rows().size()).isZero();
    DataCounts counts = data.counts();
    assertThat(List.of(counts.sites(), counts.joined(), counts.otherVersions()))
        .containsExactly(3, 1, 1);
    assertThat(List.of(counts.unknownIndexes(), counts.disagreeing())).containsExactly(1, 1);
  }

  @Test
  void timesFarFromThePublicationAreLeftOut() throws Exception {
    List<String> times =
        List.of(
            // Five minutes after the present, though within an hour of the publication.
            "2016-09-09T14:05:01Z",
            "2099-01-01T00:00:00Z",
            "1999-01-01T00:00:00Z",
            "2016-09-09T13:57:00",
            "2016-09-31T13:57:00Z",
            "yesterday");
    for (String time : times) {
      MeasuredData data = measured(data(site("A", "1", time, flow(1, "60"))), table);
      assertThat(data.rows().size()).as(time).isZero();
      assertThat(data.counts().badTimes()).as(time).isEqualTo(1);
    }
    MeasuredData ahead =
        measured(data(site("A", "1", "2016-09-09T14:04:00Z", flow(1, "60"))), table);
    assertThat(ahead.rows().size()).isEqualTo(1);
    MeasuredData east =
        measured(data(site("A", "1", "2016-09-09T15:57:00+02:00", flow(1, "60"))), table);
    assertThat(east.rows().periodEndMillis(0)).isEqualTo(Documents.PERIOD_END);
  }

  @Test
  void siteTwiceForOneTimeCountsOnce() throws Exception {
    String later = site("A", "1", "2016-09-09T13:58:00Z", flow(1, "180"));
    MeasuredData data =
        measured(data(site("A", flow(1, "60")) + site("A", flow(1, "120")) + later), table);
    assertThat(rows(data)).containsExactly("0 60 s 1.0 NaN OK []", "0 60 s 3.0 NaN OK []");
    assertThat(data.counts().duplicateSites()).isEqualTo(1);
    assertThat(data.counts().zones()).isEqualTo(1);
  }

  @Test
  void duplicatesInTheTableAreCountedAndAmbiguousIndexesUnused() throws Exception {
    String twice =
        means(1, "lane1", "trafficFlow")
            + means(1, "lane2", "trafficFlow")
            + means(3, "lane3", "trafficFlow");
    SiteTable odd =
        sites(table(record("A", twice) + record("A", means(1, "lane1", "trafficFlow"))));
    assertThat(odd.counts().duplicateSites()).isEqualTo(1);
    assertThat(odd.counts().duplicateIndexes()).isEqualTo(1);
    MeasuredData data = measured(data(site("A", flow(1, "60") + flow(3, "60"))), odd);
    assertThat(rows(data)).containsExactly("2 60 s 1.0 NaN OK []");
    assertThat(data.counts().disagreeing()).isEqualTo(1);
  }

  @Test
  void otherTableVersionIsRefused() {
    assertThatThrownBy(() -> measured(data("869", site("A", flow(1, "60"))), table))
        .isInstanceOfSatisfying(
            DatexRefusedException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(DatexRefusedException.Kind.OTHER_TABLE);
              assertThat(refused.sentence())
                  .contains("T version 869, but T version 868 is here")
                  .contains("Import that site table first.");
            });
  }

  @Test
  void envelopePrefixesAndGzipMakeNoDifference() throws Exception {
    String plain = data(site("A", flow(1, "540")));
    String wrapped =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Header/>"
            + "<S:Body>"
            + plain
            + "</S:Body></S:Envelope>";
    String prefixed =
        plain
            .replace("</", "</d:")
            .replaceAll("<([a-zA-Z])", "<d:$1")
            .replace("xmlns=", "xmlns:d=")
            .replace("xsi:type=\"", "xsi:type=\"d:");
    for (String document : List.of(plain, wrapped, prefixed)) {
      for (byte[] sent : List.of(bytes(document), gzip(bytes(document)))) {
        assertThat(rows(measured(sent, table))).containsExactly("0 60 s 9.0 NaN OK []");
      }
    }
  }

  private static List<String> rows(MeasuredData data) {
    List<String> rows = new ArrayList<>();
    LaneRows all = data.rows();
    for (int row = 0; row < all.size(); row++) {
      Quality quality = all.quality(row);
      rows.add(
          "%d %d s %s %s %s %s"
              .formatted(
                  all.zone(row),
                  all.periodSeconds(row),
                  all.volume(row),
                  all.speed(row),
                  quality,
                  java.util.Arrays.toString(all.classCounts(row))));
    }
    return rows;
  }
}
