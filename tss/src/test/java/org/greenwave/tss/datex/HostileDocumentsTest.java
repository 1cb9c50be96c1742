package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.MALFORMED;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.NOT_DATEX;
import static org.greenwave.tss.datex.DatexRefusedException.Kind.TOO_LARGE;
import static org.greenwave.tss.datex.Documents.bytes;
import static org.greenwave.tss.datex.Documents.flow;
import static org.greenwave.tss.datex.Documents.gzip;
import static org.greenwave.tss.datex.Documents.means;
import static org.greenwave.tss.datex.Documents.model;
import static org.greenwave.tss.datex.Documents.record;
import static org.greenwave.tss.datex.Documents.site;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greenwave.tss.datex.DatexRefusedException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes in, the readers answer with what they read or with their one refusal. */
@Timeout(60)
class HostileDocumentsTest {
  private static final String GOOD_TABLE =
      Documents.table(
          record("A", means(1, "lane1", "trafficFlow") + means(2, "lane1", "trafficSpeed"))
              + record("B", means(1, "lane2", "trafficFlow")));
  private static final String GOOD_DATA =
      Documents.data(site("A", flow(1, "60") + flow(2, "120")) + site("B", flow(1, "60")));

  @Test
  void nothingAndNoise() {
    refused(MALFORMED, new byte[0]);
    refused(MALFORMED, new byte[] {0x1f});
    refused(MALFORMED, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
    refused(MALFORMED, bytes("{\"not\":\"xml\"}"));
    refused(MALFORMED, bytes("<Envelope><b></Envelope>"));
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    refused(MALFORMED, noise);
  }

  @Test
  void truncatedAnywherePlainOrGzip() {
    for (String good : List.of(GOOD_TABLE, GOOD_DATA)) {
      byte[] plain = bytes(good);
      byte[] zipped = gzip(plain);
      for (int length = 0; length < plain.length; length += 7) {
        truncated(good, Arrays.copyOf(plain, length));
      }
      for (int length = 0; length < zipped.length; length += 3) {
        truncated(good, Arrays.copyOf(zipped, length));
      }
    }
  }

  private static void truncated(String good, byte[] document) {
    boolean sites = good.equals(GOOD_TABLE);
    DatexRefusedException refused = sites ? refusedTable(document) : refusedData(document);
    assertThat(refused.kind()).as(refused.sentence()).isEqualTo(MALFORMED);
  }

  @Test
  void refusalSaysWhereAndWhatToDo() {
    DatexRefusedException refused = refused(MALFORMED, bytes("<Envelope>\n  <b>\n</Envelope>"));
    assertThat(refused.line()).isEqualTo(3);
    assertThat(refused.sentence()).startsWith("At line 3, column ").contains("Fetch it again");
  }

  @Test
  void documentTypesAndEntities() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY e0 \"ha\">");
    for (int at = 1; at < 40; at++) {
      bomb.append("<!ENTITY e%d \"&e%d;&e%d;\">".formatted(at, at - 1, at - 1));
    }
    refused(NOT_DATEX, bytes(bomb + "]><d>&e39;</d>"));
    refused(NOT_DATEX, bytes("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><d/>"));
    String external = "<!DOCTYPE d [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>";
    refused(NOT_DATEX, bytes(external + "<d>&x;</d>"));
    both(bytes(GOOD_DATA.replace(">60<", ">&mine;<")));
  }

  @Test
  void wrongDocuments() {
    refused(NOT_DATEX, bytes("<html><body/></html>"));
    refused(NOT_DATEX, bytes(model("SituationPublication", "")));
    refused(NOT_DATEX, bytes("<d2LogicalModel xmlns=\"http://datex2.eu/schema/3/d2Payload\"/>"));
    refused(NOT_DATEX, bytes("<Envelope><Body><Fault><x/></Fault></Body></Envelope>"));
    refused(NOT_DATEX, bytes("<Envelope><Body/></Envelope>"));
    refused(NOT_DATEX, bytes(model("MeasurementSiteTablePublication", "")));
    String undated = GOOD_DATA.replace("2016-09-09T13:58:40.009Z", "2216-09-09T13:58:40.009Z");
    assertThat(refusedData(bytes(undated)).kind()).isEqualTo(NOT_DATEX);
  }

  @Test
  void deepWideAndLong() {
    refused(TOO_LARGE, bytes("<Envelope>" + "<a>".repeat(10_000)));
    refused(
        TOO_LARGE, bytes("<Envelope>" + "<a>".repeat(200) + "</a>".repeat(200) + "</Envelope>"));
    refused(TOO_LARGE, bytes("<Envelope><a b=\"" + "x".repeat(1_000_000) + "\"/>"));
    refused(TOO_LARGE, bytes("<Envelope><" + "n".repeat(5_000_000) + "/>"));
    StringBuilder attributes = new StringBuilder("<Envelope><a");
    StringBuilder names = new StringBuilder("<d2LogicalModel>");
    for (int at = 0; at < 20_000; at++) {
      attributes.append(" a").append(at).append("=\"\"");
      names.append("<n").append(at).append("/>");
    }
    refused(TOO_LARGE, bytes(attributes + "/>"));
    String crowd =
        GOOD_TABLE.replace(
            "<measurementSiteTable ", names.substring(16) + "<measurementSiteTable ");
    assertThat(refusedTable(bytes(crowd)).kind()).isEqualTo(TOO_LARGE);
    String pis =
        GOOD_TABLE.replace(
            "<measurementSiteTable ", "<?x?>".repeat(500) + "<measurementSiteTable ");
    assertThat(refusedTable(bytes(pis)).kind()).isEqualTo(TOO_LARGE);
  }

  @Test
  void hugeTextIsPassedOver() throws Exception {
    String long1 =
        GOOD_TABLE.replace("<period>60.0", "<period>60.0" + " ".repeat(100) + "x".repeat(60_000));
    SiteTable read = Documents.sites(long1);
    assertThat(read.counts().unreadable()).isEqualTo(3);
    assertThat(read.counts().lanes()).isZero();
  }

  @Test
  void absurdNumbersOfThings() {
    DatexLimits few = new DatexLimits(1 << 20, 1, 1_024, 1_000, 2, 48, 100);
    assertThat(read(true, bytes(GOOD_TABLE), few)).hasMessageContaining("more than 1 site records");
    assertThat(read(false, bytes(GOOD_DATA), few)).hasMessageContaining("more than 1 sites");
    DatexLimits small = new DatexLimits(1 << 20, 10, 1, 1_000, 2, 48, 100);
    assertThat(read(true, bytes(GOOD_TABLE), small)).hasMessageContaining("indexes of one site");
    assertThat(read(false, bytes(GOOD_DATA), small)).hasMessageContaining("more than 2 measured");
  }

  @Test
  void gzipBombStopsAtTheLimit() {
    byte[] bomb = gzip(new Spaces(40 << 20).all());
    assertThat(bomb.length).isLessThan(100_000);
    DatexLimits limits = new DatexLimits(1 << 20, 10, 10, 10, 10, 48, 100);
    for (boolean sites : new boolean[] {true, false}) {
      DatexRefusedException refused = read(sites, bomb, limits);
      assertThat(refused).hasMessageContaining("longer than 1,048,576 bytes");
    }
  }

  @Test
  void crowdOfEmptyGzipMembers() {
    byte[] empty = gzip(new byte[0]);
    byte[] crowd = new byte[empty.length * 200_000];
    for (int at = 0; at < crowd.length; at += empty.length) {
      System.arraycopy(empty, 0, crowd, at, empty.length);
    }
    refused(MALFORMED, crowd);
  }

  @Test
  void brokenStreamIsARefusal() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection reset");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("Connection reset");
          }
        };
    try {
      SiteTableReader.read(broken, DatexLimits.NATIONAL);
      throw new AssertionError("read");
    } catch (DatexRefusedException refused) {
      assertThat(refused.kind()).isEqualTo(MALFORMED);
      assertThat(refused).hasMessageContaining("Connection reset");
    }
  }

  @Test
  void mutationsNeverEscape() throws Exception {
    SiteTable sites = Documents.sites(GOOD_TABLE);
    int refusals = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random chance = new Random(seed * 0x9E3779B97F4A7C15L); // near seeds are alike
      byte[] document = Mutations.of(bytes(seed % 2 == 0 ? GOOD_TABLE : GOOD_DATA), chance);
      try {
        if (seed % 2 == 0) {
          SiteTable read = Documents.sites(document);
          assertThat(read.counts().sites()).as("seed %d", seed).isLessThan(50);
        } else {
          MeasuredData read = Documents.measured(document, sites);
          assertThat(read.rows().size()).as("seed %d", seed).isLessThan(50);
        }
      } catch (DatexRefusedException refused) {
        assertThat(refused.sentence()).as("seed %d", seed).isNotBlank();
        refusals++;
      }
    }
    assertThat(refusals).isBetween(500, 2_999);
  }

  private static DatexRefusedException refused(Kind kind, byte[] document) {
    assertThat(refusedTable(document).kind()).isEqualTo(kind);
    DatexRefusedException refused = refusedData(document);
    assertThat(refused.kind()).isEqualTo(kind);
    return refused;
  }

  private static void both(byte[] document) {
    assertThat(refusedTable(document).kind()).isEqualTo(NOT_DATEX);
    assertThat(refusedData(document).kind()).isEqualTo(NOT_DATEX);
  }

  private static DatexRefusedException refusedTable(byte[] document) {
    return read(true, document, DatexLimits.NATIONAL);
  }

  private static DatexRefusedException refusedData(byte[] document) {
    return read(false, document, DatexLimits.NATIONAL);
  }

  private static DatexRefusedException read(boolean sites, byte[] document, DatexLimits limits) {
    @Nullable DatexRefusedException refused = null;
    try {
      InputStream in = new ByteArrayInputStream(document);
      if (sites) {
        SiteTableReader.read(in, limits);
      } else {
        MeasuredDataReader.read(in, Documents.sites(GOOD_TABLE), limits, Documents.NOW);
      }
    } catch (DatexRefusedException expected) {
      refused = expected;
    }
    if (refused == null) {
      throw new AssertionError("taken: " + document.length + " bytes");
    }
    return refused;
  }

  /** A document of nothing but space. */
  private record Spaces(int length) {
    byte[] all() {
      byte[] all = new byte[length];
      Arrays.fill(all, (byte) ' ');
      return all;
    }
  }
}
