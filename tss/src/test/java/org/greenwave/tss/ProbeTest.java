package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.Site.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The probe on two hosts, one after the other. */
class ProbeTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SETTINGS =
      "{\"sources\":[{\"id\":\"pulse\",\"kind\":\"probe\",\"everyMillis\":10}]}";
  private static final String SAMPLES = "select count(*) from sample";
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
  void beatsUnderOneHostAtATimeInOneZone() throws Exception {
    try (Site site = new Site(postgres, "probe")) {
      Server alpha = site.server("alpha", CLOCK);
      alpha.role().standby(SETTINGS);
      alpha.activate(1, SETTINGS);
      await().until(() -> Site.count(alpha, SAMPLES) > 20);
      Server beta = site.server("beta", CLOCK);
      beta.role().standby(SETTINGS);
      alpha.role().release();
      long released = Site.count(alpha, SAMPLES);
      await().during(Duration.ofMillis(100)).until(() -> Site.count(alpha, SAMPLES) == released);
      beta.activate(2, SETTINGS);
      await().until(() -> Site.count(beta, SAMPLES) > released + 20);
      beta.role().release();
      assertThat(Site.count(beta, "select count(distinct zone_id) from sample")).isEqualTo(1);
      assertThat(
              Site.count(
                  beta,
                  "select count(*) from sample"
                      + " where (extract(epoch from period_end) * 1000)::int8 % 10 <> 0"))
          .isZero();
    }
  }

  @Test
  void refusesAPaceThatIsNone() {
    List<String> problems = new ArrayList<>();
    TssSettings.read(SETTINGS.replace("10}", "0}"), problems);
    assertThat(problems).singleElement().asString().contains("everyMillis");
  }
}
