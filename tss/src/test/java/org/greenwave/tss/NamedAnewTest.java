package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.Site.Row;
import org.greenwave.tss.Site.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ends that have come away from the database's clock, on a real unit and a real database. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class NamedAnewTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int FIRST = 10;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void endsThatWereAnHourBehindAreRightAgainAndTheHoleSaysThatNothingIsMissing() throws Exception {
    try (TestDevice device = new TestDevice(2, FIRST, 1);
        Site site = new Site(postgres, "behind")) {
      Server last = playedWithAnchorsOff(site, device, "-");
      assertThat(Site.count(last, "select count(*) from gap where periods <> 0")).isZero();
      assertThat(
              Site.count(
                  last,
                  "select count(*) from gap where periods = 0"
                      + " and to_end - from_end > interval '59 minutes'"
                      + " and reason like '%had fallen 3___ s behind%no period is missing.'"))
          .isEqualTo(2);
      assertThat(Site.get(last, "summary", Map.of())).contains("\"gaps\":0");
    }
  }

  @Test
  void endsThatWereAnHourAheadAreRightAgainAlsoForTheNextHost() throws Exception {
    try (TestDevice device = new TestDevice(2, FIRST, 1);
        Site site = new Site(postgres, "ahead")) {
      Server last = playedWithAnchorsOff(site, device, "+");
      assertThat(Site.count(last, "select count(*) from gap")).isZero();
      assertThat(Site.get(last, "zones", Map.of()))
          .contains("\"status\":\"ok\"")
          .doesNotContain("stale");
    }
  }

  /** Until the zones are named rightly by one host, and then by the next. */
  private static Server playedWithAnchorsOff(Site site, TestDevice device, String sign)
      throws Exception {
    String settings = Site.settings(List.of(device));
    Server alpha = site.server("alpha", () -> CLOCK.instant().plusSeconds(90_100));
    alpha.role().standby(settings);
    alpha.activate(1, settings);
    awaitSamples(alpha, 1, 3);
    alpha.role().release();
    Site.change(
        alpha, 1, "update zone_current set period_end = period_end " + sign + " interval '1 hour'");
    alpha.activate(2, settings);
    awaitSamples(alpha, 2, 3);
    String told = "; this server's clock is 25 h ";
    await().until(() -> alpha.role().progress().sentence().contains(told));
    Server beta = site.server("beta", CLOCK);
    beta.role().standby(settings);
    beta.activate(3, settings);
    awaitSamples(beta, 2, 8);
    beta.role().release();
    assertOnce(Site.rows(beta), device);
    return beta;
  }

  private static void awaitSamples(Server server, int epoch, int ofEachZone) {
    String zones =
        ("select count(*) from (select zone_id from sample where epoch = %d group by zone_id"
                + " having count(*) >= %d) as zones")
            .formatted(epoch, ofEachZone);
    await().atMost(LONG).until(() -> Site.count(server, zones) == 2);
  }

  /** What was made is stored once and as it was, and in the second epoch ends are right. */
  private static void assertOnce(List<Row> all, TestDevice device) {
    long now = CLOCK.millis();
    for (int zone = 1; zone <= device.zones(); zone++) {
      int number = zone;
      List<Row> rows =
          all.stream()
              .filter(row -> row.zone() == number)
              .sorted((a, b) -> Integer.compare(a.sequence(), b.sequence()))
              .toList();
      int first = rows.getFirst().sequence();
      for (int at = 0; at < rows.size(); at++) {
        assertThat(rows.get(at).sequence()).isEqualTo(first + at);
        assertThat(rows.get(at).volume())
            .isEqualTo(device.made(zone).get(first - FIRST + at).volume());
      }
      assertThat(rows).extracting(Row::epoch).isSorted().containsOnly(1, 2);
      List<Row> right = rows.stream().filter(row -> row.epoch() == 2).toList();
      long late = now - right.getLast().endMillis();
      assertThat(late).isBetween(-2000L, 12_000L);
      for (int at = 1; at < right.size(); at++) {
        assertThat(right.get(at).endMillis() - right.get(at - 1).endMillis()).isEqualTo(1000);
      }
    }
  }
}
