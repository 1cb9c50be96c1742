package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greenwave.tss.datex.Documents.bytes;
import static org.greenwave.tss.datex.Documents.data;
import static org.greenwave.tss.datex.Documents.flow;
import static org.greenwave.tss.datex.Documents.gzip;
import static org.greenwave.tss.datex.Documents.means;
import static org.greenwave.tss.datex.Documents.record;
import static org.greenwave.tss.datex.Documents.site;
import static org.greenwave.tss.datex.Documents.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.tss.source.Import;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports into a real PostgreSQL. */
@Timeout(300)
class ImportTest {
  private static final AtomicLong FENCE = new AtomicLong();
  private static EmbeddedPostgres postgres = start();

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.temporary();
    } catch (java.io.IOException cannot) {
      throw new java.io.UncheckedIOException(cannot);
    }
  }

  @BeforeAll
  static void running() {
    assertThat(postgres.running()).isTrue();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static final String TABLE =
      table(
          record("A", means(1, "lane1", "trafficFlow") + means(2, "lane1", "trafficSpeed"))
              + record("B", means(1, "lane2", "trafficFlow") + means(2, "lane3", "trafficFlow")));

  @Test
  void storesOnceAndGoesOnOnAnotherHost() throws Exception {
    String minute = data(site("A", flow(1, "60")) + site("B", flow(1, "120") + flow(2, "0")));
    try (TestHost alpha = host("alpha")) {
      alpha.forget();
      assertThat(run(new DataImport(), alpha, bytes(minute)).path("status").asInt()).isEqualTo(409);
      JsonNode sites = run(new SitesImport(), alpha, gzip(bytes(TABLE)));
      assertThat(sites.path("lanes").asInt()).isEqualTo(3);
      assertThat(alpha.number("select count(*) from unit where source = 'datex'")).isEqualTo(2);
      assertThat(run(new DataImport(), alpha, bytes(minute)).path("samplesStored").asInt())
          .isEqualTo(3);
      JsonNode again = run(new DataImport(), alpha, bytes(minute));
      assertThat(again.path("samplesStored").asInt()).isZero();
      assertThat(again.path("sentence").asString()).isEqualTo("All of it had been stored before.");
    }
    String late =
        data(site("A", flow(1, "60")) + site("A", "1", "2016-09-09T13:58:00Z", flow(1, "0")));
    try (TestHost beta = host("beta")) {
      JsonNode answer = run(new DataImport(), beta, bytes(late));
      assertThat(answer.path("samplesStored").asInt()).isEqualTo(1);
      assertThat(beta.number("select count(*) from sample")).isEqualTo(4);
      assertThat(beta.number("select sum(volume) from sample")).isEqualTo(1 + 2 + 0 + 0);
    }
  }

  @Test
  void refusalsBecomeProblems() throws Exception {
    try (TestHost host = host("gamma")) {
      JsonNode garbage = run(new SitesImport(), host, bytes("<html>"));
      assertThat(garbage.path("status").asInt()).isEqualTo(400);
      assertThat(garbage.path("detail").asString()).contains("line 1").contains("DATEX II");
      run(new SitesImport(), host, bytes(TABLE));
      JsonNode other = run(new DataImport(), host, bytes(data("869", site("A", flow(1, "60")))));
      assertThat(other.path("status").asInt()).isEqualTo(409);
    }
  }

  @Test
  void whatCouldNotBeStoredIsSaid() throws Exception {
    try (TestHost host = host("epsilon")) {
      host.forget();
      run(new SitesImport(), host, bytes(TABLE));
      JsonNode half =
          run(new DataImport(), host, bytes(data(site("A", flow(1, "60")) + site("Z", ""))));
      assertThat(half.path("sentence").asString())
          .isEqualTo("New samples: 1. 1 of 2 sites are not in the site table of version 868.");
      JsonNode other =
          run(
              new DataImport(),
              host,
              bytes(data(site("A", "2", "2016-09-09T13:58:00Z", flow(1, "60")))));
      assertThat(other.path("status").isMissingNode()).isTrue();
      assertThat(other.path("rows").asInt()).isZero();
      assertThat(other.path("sentence").asString())
          .isEqualTo(
              "Nothing of it could be stored."
                  + " 1 of 1 sites are described in another version by the table.");
      assertThat(run(new DataImport(), host, bytes(data(""))).path("sentence").asString())
          .contains("It holds no measurements of sites.");
    }
  }

  @Test
  void truncatedDataSayWhatWasStored() throws Exception {
    try (TestHost host = host("delta")) {
      host.forget();
      run(new SitesImport(), host, bytes(TABLE));
      StringBuilder minutes = new StringBuilder();
      for (int minute = 0; minute < 6_100; minute++) {
        String time =
            java.time.Instant.ofEpochMilli(Documents.PERIOD_END - minute * 60_000L).toString();
        minutes.append(site("A", "1", time, flow(1, "60")));
      }
      byte[] whole = bytes(data(minutes.toString()));
      byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 40);
      long before = host.number("select count(*) from sample");
      JsonNode answer = run(new DataImport(), host, cut);
      long stored = host.number("select count(*) from sample") - before;
      assertThat(answer.path("status").asInt()).isEqualTo(400);
      assertThat(stored).isBetween(5_900L, 6_000L);
      assertThat(answer.path("detail").asString()).contains("The %,d samples".formatted(stored));
    }
  }

  @Test
  void nationalMinuteIsStoredWhole() throws Exception {
    NationalMinute minute = NationalMinute.findOrSay().orElse(null);
    Assumptions.assumeTrue(minute != null, "no national minute here");
    try (EmbeddedPostgres own = EmbeddedPostgres.temporary();
        TestHost host = new TestHost(own, "alpha", 1)) {
      JsonNode sites = run(new SitesImport(), host, minute.sites());
      System.out.println(sites);
      JsonNode first = run(new DataImport(), host, minute.data());
      System.out.println(first);
      JsonNode again = run(new DataImport(), host, minute.data());
      assertThat(first.path("samplesStored").asInt()).isEqualTo(33_096);
      assertThat(again.path("samplesStored").asInt()).isZero();
      assertThat(host.number("select count(*) from sample")).isEqualTo(33_096);
      assertThat(host.number("select count(distinct zone_id) from sample")).isEqualTo(33_096);
      assertThat(host.number("select count(*) from unit where latitude is not null"))
          .isEqualTo(17_363);
      assertThat(host.number("select count(*) from zone")).isEqualTo(33_770);
      assertThat(host.number("select octet_length(body) from document")).isLessThan(1_500_000);
      System.out.println("kept table: " + host.number("select octet_length(body) from document"));
    }
  }

  private static TestHost host(String name) {
    return new TestHost(postgres, name, FENCE.incrementAndGet());
  }

  private static JsonNode run(Import what, TestHost host, java.nio.file.Path file)
      throws Exception {
    try (InputStream in = NationalMinute.open(file)) {
      return answer(what.run(call(what, in), host));
    }
  }

  private static JsonNode run(Import what, TestHost host, byte[] body) throws Exception {
    return answer(what.run(call(what, new ByteArrayInputStream(body)), host));
  }

  private static Call call(Import what, InputStream body) {
    return new Call("POST", "import/" + what.path(), Map.of(), "application/xml", body);
  }

  private static JsonNode answer(Answer answer) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.body().writeTo(out);
    return JsonMapper.shared().readTree(out.toByteArray());
  }
}
