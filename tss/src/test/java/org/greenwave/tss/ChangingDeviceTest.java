package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.Site.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Units that change, fall silent, or are among many that are dead. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class ChangingDeviceTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration LONG = Duration.ofSeconds(45);
  private static final String LEAST_OF_A_ZONE =
      "select min(n) from (select count(*) n from sample group by zone_id) as zones";
  private static final String SAMPLES = "select count(*) from sample";
  private static final String SLOWER =
      "select count(*) from zone where number = 1 and period_seconds = 2";
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

  private TestDevice device(int periodSeconds) throws Exception {
    devices.add(new TestDevice(2, 10, periodSeconds));
    return devices.getLast();
  }

  private String settings() {
    return Site.settings(devices);
  }

  private Server hosting(Site site, InstantSource clock) throws Exception {
    return hosting(site.server("alpha", clock));
  }

  private Server hosting(Server alpha) throws Exception {
    alpha.role().standby(settings());
    alpha.activate(1, settings());
    return alpha;
  }

  /** Devices go on by the clock, and what must not happen has to have its time. */
  private static void pass(Duration time) {
    await().during(time).atMost(LONG).until(() -> true);
  }

  private static void awaitSamples(Server server, long count) {
    await().atMost(LONG).until(() -> Site.count(server, SAMPLES) >= count);
  }

  @Test
  void aUnitThatCollectsNothingIsAskedSeldomAndSaysWhatToDo() throws Exception {
    TestDevice device = device(0);
    try (Site site = new Site(postgres, "nothing")) {
      Server alpha = hosting(site, CLOCK);
      await()
          .atMost(LONG)
          .until(() -> Site.get(alpha, "units", Map.of()).contains("set a sample period"));
      pass(Duration.ofSeconds(3));
      assertThat(device.requests()).isLessThan(30);
      device.setPeriod(1);
      awaitSamples(alpha, 4);
    }
  }

  @Test
  void aUnitWhoseUptimeFallsAgainAndAgainIsNotAskedInALoop() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "falling")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      device.letUptimeFall();
      int before = device.requests();
      pass(Duration.ofSeconds(5));
      assertThat(device.requests() - before).isLessThan(400);
    }
  }

  @Test
  void aPeriodThatChangedWhileTheUnitWasSilentIsNoticed() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "silent")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      alpha.role().release();
      device.beSilent(true);
      device.setPeriod(2);
      alpha.activate(2, settings());
      // As long as any start is followed by a discovery.
      pass(Duration.ofSeconds(13));
      device.beSilent(false);
      await().atMost(LONG).until(() -> Site.count(alpha, SLOWER) == 1);
    }
  }

  @Test
  void aPeriodThatChangesWhileTheUnitIsPolledIsNoticed() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "slower")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      alpha.role().release();
      alpha.activate(2, settings());
      // Past the discovery that follows each start.
      pass(Duration.ofSeconds(13));
      device.setPeriod(2);
      await().atMost(LONG).until(() -> Site.count(alpha, SLOWER) == 1);
    }
  }

  /** The discovery that follows each start is wanted while slow units are being asked. */
  @Test
  void aDiscoveryThatIsWantedInTheMiddleOfATalkStopsNoUnit() throws Exception {
    for (int count = 0; count < 12; count++) {
      device(1);
    }
    try (Site site = new Site(postgres, "middle")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 48);
      alpha.role().release();
      devices.forEach(device -> device.beSlow(150));
      alpha.activate(2, settings());
      pass(Duration.ofSeconds(13));
      long least = Site.count(alpha, LEAST_OF_A_ZONE);
      await().atMost(LONG).until(() -> Site.count(alpha, LEAST_OF_A_ZONE) > least + 2);
    }
  }

  @Test
  void aZoneThatStopsCollectingIsKnownToCollectNothing() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "stopped")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      device.setPeriod(0);
      device.restart(0);
      await()
          .atMost(LONG)
          .until(
              () -> Site.count(alpha, "select count(*) from zone where period_seconds = 0") == 2);
    }
  }

  /** A unit that has just been started may not have filled all its tables yet. */
  @Test
  void aZoneOfWhichAUnitSaysNothingAfterARestartStays() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "unready")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      device.beUnready(true);
      device.restart(0);
      // Past the discovery that follows: there is none within ten seconds of another.
      awaitSamples(alpha, Site.count(alpha, SAMPLES) + 30);
      assertThat(Site.count(alpha, "select count(*) from zone where period_seconds = 1"))
          .isEqualTo(2);
    }
  }

  @Test
  void aVariableThatAUnitRefusesSilencesNoOtherZone() throws Exception {
    TestDevice device = device(1);
    String ofTheFirst =
        "select count(*) from sample s join zone z on z.id = s.zone_id where z.number = 1";
    try (Site site = new Site(postgres, "refusing")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      device.refuse(2);
      long before = Site.count(alpha, ofTheFirst);
      await().atMost(LONG).until(() -> Site.count(alpha, ofTheFirst) >= before + 4);
      assertThat(Site.get(alpha, "units", Map.of())).contains("It cannot say what zone 2 entry 2");
    }
  }

  @Test
  void aStepThatBreaksIsToldAndTheUnitIsAskedAgain() throws Exception {
    device(1);
    AtomicReference<String> breaksOn = new AtomicReference<>("registrar field");
    LongSupplier steady =
        () -> {
          if (Thread.currentThread().getName().startsWith(breaksOn.get())) {
            throw new IllegalStateException("the clock has stopped");
          }
          return System.nanoTime();
        };
    try (Site site = new Site(postgres, "broken")) {
      Server alpha = hosting(site.server("alpha", CLOCK, steady));
      for (String next : List.of("poll field", "nothing")) {
        await()
            .atMost(LONG)
            .until(() ->
                Site.get(alpha, "units", Map.of()).contains("cannot be dealt with")
                    && Site.get(alpha, "units", Map.of()).contains("the clock has stopped"));
        long before = Site.count(alpha, SAMPLES);
        breaksOn.set("nothing");
        awaitSamples(alpha, before + 4);
        breaksOn.set(next);
      }
    }
  }

  @Test
  void aLiveUnitBehindManyDeadOnesIsHeardSoonAndAlways() throws Exception {
    TestDevice live = device(1);
    await().until(() -> live.made(1).size() >= 2);
    String dead =
        IntStream.range(0, 600)
            .mapToObj(n ->
                "{\"name\":\"D-%d\",\"address\":\"127.9.%d.%d:9\"},"
                    .formatted(n, n / 200, n % 200 + 1))
            .collect(Collectors.joining());
    String settings =
        settings()
            .replace("\"units\":[", "\"units\":[" + dead)
            .replace("\"timeoutMillis\":200,\"retries\":1,", "");
    try (Site site = new Site(postgres, "line")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(settings);
      alpha.activate(1, settings);
      await().atMost(Duration.ofSeconds(3)).until(() -> Site.count(alpha, SAMPLES) > 0);
      await()
          .during(Duration.ofSeconds(12))
          .atMost(LONG)
          .until(() ->
              !Site.get(alpha, "units", Map.of("q", "U-000")).contains("\"status\":\"error\""));
      long made = live.made(1).size();
      await()
          .atMost(Duration.ofSeconds(3))
          .until(() -> Site.count(alpha, SAMPLES) >= 2 * (made - 2));
      assertThat(Site.count(alpha, "select count(*) from gap")).isZero();
    }
  }

  /** As with what a host once named whose clock was ahead by more than a century. */
  @Test
  void samplesThatAreRefusedForTheirTimeAreOfferedAgainWithARightOne() throws Exception {
    device(1);
    try (Site site = new Site(postgres, "refused")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      alpha.role().release();
      Site.change(alpha, 1, "update zone_current set period_end = '2199-12-31 23:59:59+00'");
      alpha.activate(2, settings());
      await()
          .atMost(LONG)
          .until(() -> Site.count(alpha, "select count(*) from sample where epoch = 2") >= 4);
      assertThat(Site.count(alpha, "select count(*) from sample where period_end > '2100-01-01'"))
          .isZero();
    }
  }

  @Test
  void viewersAndProgressHearOfAZoneThatFallsSilent() throws Exception {
    TestDevice device = device(1);
    try (Site site = new Site(postgres, "mute")) {
      Server alpha = hosting(site, CLOCK);
      awaitSamples(alpha, 4);
      await()
          .until(() -> alpha.role().progress().sentence().equals("Collects and stores samples."));
      device.beSilent(true);
      site.live.clear();
      await()
          .atMost(LONG)
          .until(() ->
              site.live.stream().anyMatch(message -> message.contains("\"status\":\"stale\"")));
      String short10 = settings().replace("DataAfterSeconds\":60", "DataAfterSeconds\":10");
      alpha.role().reconfigure(short10);
      await()
          .atMost(LONG)
          .until(() ->
              alpha.role().progress().sentence().contains("; 2 of 2 zones give no data; source")
                  && alpha.role().progress().sentence().contains("U-000"));
      await()
          .atMost(LONG)
          .until(() ->
              site.live.stream().anyMatch(message -> message.contains("\"status\":\"no data\"")));
    }
  }
}
