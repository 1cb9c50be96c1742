package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.greenwave.database.Raise;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.database.embedded.EmbeddedSettings;
import org.greenwave.role.Progress.Condition;
import org.greenwave.tss.Site.Row;
import org.greenwave.tss.Site.Server;
import org.greenwave.tss.TestDevice.Made;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No period lost, none twice (law L3), counted against the devices' own record. */
@Execution(ExecutionMode.CONCURRENT)
class ContinuityTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static EmbeddedPostgres postgres;
  private final List<TestDevice> devices = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @AfterEach
  void closeDevices() throws Exception {
    for (TestDevice device : devices) {
      device.close();
    }
  }

  @Test
  void aFailoverLosesNothingAndStoresNothingTwiceAlsoOverTheWrap() throws Exception {
    String settings = field(8, 65_533, 2);
    try (Site site = new Site(postgres, "failover")) {
      // Hosts whose clocks are a day and two hours off must name the periods alike, and rightly.
      Server alpha = site.server("alpha", () -> CLOCK.instant().minusSeconds(86_400));
      alpha.role().standby(settings);
      Server beta = site.server("beta", () -> CLOCK.instant().plusSeconds(7200));
      alpha.activate(1, settings);
      awaitPeriods(alpha, 3);
      // What a unit can hold is asked for, though just after its start it held less.
      assertThat(Site.count(alpha, "select count(*) from zone where history <> 4")).isZero();
      beta.role().standby(settings);
      long began = beta.activate(2, settings);
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> beta.role().progress().committed() > 0);
      System.out.printf(
          "activate to first commit: %d ms%n", (System.nanoTime() - began) / 1_000_000);
      await().until(() -> alpha.role().progress().condition() == Condition.FENCED_OFF);
      awaitPeriods(beta, 8);
      beta.role().release();
      long now = CLOCK.millis();
      assertThat(Site.rows(beta))
          .allMatch(row -> row.epoch() == 1)
          .allMatch(row -> Math.abs(now - row.endMillis()) < 60_000);
      assertEveryPeriodOnce(beta);
      assertThat(Site.get(beta, "summary", Map.of())).contains("\"gaps\":0");
      assertThat(site.live).isNotEmpty();
    }
  }

  @Test
  void aRestartedDeviceBeginsANewEpochAfterTheOld() throws Exception {
    String settings = field(2, 500, 1);
    try (Site site = new Site(postgres, "restart")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      awaitPeriods(alpha, 3);
      devices.getFirst().restart(0);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> Site.count(alpha, "select count(*) from sample where epoch = 2") >= 4 * 3);
      alpha.role().release();
      assertEveryPeriodOnce(alpha);
      assertThat(Site.rows(alpha).stream().filter(row -> row.unit().equals("U-001")))
          .allMatch(row -> row.epoch() == 1);
    }
  }

  @Test
  void samplesWaitForADatabaseThatIsAwayAndAreStoredOnce() throws Exception {
    String settings = field(3, 10, 1);
    EmbeddedSettings place = EmbeddedSettings.at(Files.createTempDirectory("greenwave-away"));
    try (EmbeddedPostgres own = EmbeddedPostgres.start(place);
        Site site = new Site(own, "away")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      awaitPeriods(alpha, 2);
      own.stop();
      await().until(() -> alpha.role().progress().condition() == Condition.WAITING_FOR_DATABASE);
      try (EmbeddedPostgres again = EmbeddedPostgres.start(place.withPort(own.port()))) {
        assertThat(again.running()).isTrue();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> alpha.role().progress().condition() == Condition.WORKING);
        awaitPeriods(alpha, 6);
        alpha.role().release();
        assertThat(Site.count(alpha, "select count(*) from gap")).isZero();
        assertEveryPeriodOnce(alpha);
        assertThat(Site.count(alpha, "select samples from tally"))
            .isEqualTo(Site.count(alpha, "select count(*) from sample"));
      }
    }
  }

  @Test
  void whatAHostTookInAndCouldNotStoreIsFetchedWhenItHostsAgain() throws Exception {
    String settings = field(4, 10, 1);
    try (Site site = new Site(postgres, "again")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      awaitPeriods(alpha, 2);
      // Nobody else collects: what alpha takes in now is refused by the database, and lost to it.
      Server beta = site.server("beta", CLOCK);
      assertThat(beta.database().fences().raise(2, Duration.ofSeconds(5)))
          .isInstanceOf(Raise.Raised.class);
      await().until(() -> alpha.role().progress().condition() == Condition.FENCED_OFF);
      alpha.role().release();
      alpha.activate(3, settings);
      awaitPeriods(alpha, 6);
      alpha.role().release();
      assertThat(Site.count(alpha, "select count(*) from gap")).isZero();
      assertEveryPeriodOnce(alpha);
    }
  }

  @Test
  void aUnitThatMovesOnWhileItIsReadForTheFirstTimeLosesNothing() throws Exception {
    String settings = field(1, 10, 60);
    TestDevice device = devices.getFirst();
    await().until(() -> device.made(1).size() == 1);
    device.moveOnWhileRead();
    try (Site site = new Site(postgres, "moving")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      awaitPeriods(alpha, 2);
      alpha.role().release();
      assertEveryPeriodOnce(alpha);
    }
  }

  @Test
  void aUnitThatWasAwayTooLongLeavesAGapThatIsRecorded() throws Exception {
    String settings = field(2, 100, 1);
    try (Site site = new Site(postgres, "gap")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      awaitPeriods(alpha, 2);
      devices.getFirst().beSilent(true);
      int before = devices.getFirst().made(1).size();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> devices.getFirst().made(1).size() >= before + 8);
      await().until(() -> Site.get(alpha, "units", Map.of()).contains("does not answer"));
      devices.getFirst().beSilent(false);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> Site.count(alpha, "select count(distinct zone_id) from gap") == 4);
      alpha.role().release();
      // Of one zone: the unit may have moved on before another was read.
      String gapsOfZone =
          "select sum(g.periods) from gap g join zone z on z.id = g.zone_id"
              + " where z.number = 1 and g.periods > 0";
      long missing = Site.count(alpha, gapsOfZone);
      List<Row> rows =
          Site.rows(alpha).stream()
              .filter(row -> row.unit().equals("U-000") && row.zone() == 1)
              .toList();
      assertThat(missing).isPositive();
      assertThat(rows).allMatch(row -> row.epoch() == 1);
      assertThat((rows.getLast().endMillis() - rows.getFirst().endMillis()) / 1000 + 1)
          .isEqualTo(rows.size() + missing);
    }
  }

  private String field(int units, int firstSequence, int periodSeconds) throws Exception {
    for (int at = 0; at < units; at++) {
      devices.add(new TestDevice(4, firstSequence, periodSeconds));
    }
    return Site.settings(devices);
  }

  /** Waits until every zone of every device has so many periods: some come at first contact. */
  private void awaitPeriods(Server server, int periods) {
    int zones = devices.stream().mapToInt(TestDevice::zones).sum();
    String sql =
        "select count(*) from (select zone_id from sample group by zone_id having count(*) >= %d) z"
            .formatted(periods);
    await().atMost(Duration.ofSeconds(30)).until(() -> Site.count(server, sql) == zones);
  }

  /** Between the first and the last that is stored, everything that was made is stored once. */
  private void assertEveryPeriodOnce(Server server) throws Exception {
    List<Row> all = Site.rows(server);
    for (int unit = 0; unit < devices.size(); unit++) {
      String name = "U-%03d".formatted(unit);
      for (int zone = 1; zone <= devices.get(unit).zones(); zone++) {
        int number = zone;
        List<Row> rows =
            all.stream().filter(r -> r.unit().equals(name) && r.zone() == number).toList();
        assertSame(rows, devices.get(unit).made(zone), devices.get(unit).periodSeconds());
      }
    }
  }

  private static void assertSame(List<Row> rows, List<Made> made, int periodSeconds) {
    assertThat(rows).isNotEmpty();
    List<Integer> stored = rows.stream().map(Row::sequence).toList();
    List<Integer> sequences = made.stream().map(Made::sequence).toList();
    int first = sequences.indexOf(stored.getFirst());
    assertThat(stored)
        .as("%s of %s", rows, made)
        .isEqualTo(sequences.subList(first, first + stored.size()));
    assertThat(rows.stream().map(Row::volume).toList())
        .isEqualTo(made.subList(first, first + rows.size()).stream().map(Made::volume).toList());
    long periodMillis = 1000L * periodSeconds;
    for (int at = 1; at < rows.size(); at++) {
      long step = rows.get(at).endMillis() - rows.get(at - 1).endMillis();
      boolean sameEpoch = rows.get(at).epoch() == rows.get(at - 1).epoch();
      assertThat(step).isGreaterThanOrEqualTo(periodMillis);
      assertThat(sameEpoch && step != periodMillis).isFalse();
    }
  }
}
