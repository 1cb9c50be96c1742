package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.Site.Server;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DatabaseClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a standby rehearses, beside a host and before being one. */
class RehearsalTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final DatabaseClock SHARED = new DatabaseClock(CLOCK);
  private static final String PROBE =
      "{\"sources\":[{\"id\":\"pulse\",\"kind\":\"probe\",\"everyMillis\":10}]}";
  private static final String NONE = "{\"sources\":[]}";
  private static final String ROWS =
      "select (select count(*) from unit) + (select count(*) from zone)"
          + " + (select count(*) from zone_current) + (select count(*) from sample)"
          + " + (select count(*) from gap) + (select count(*) from document)"
          + " + (select samples from tally) + (select count(*) from fence)";
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
  void writesAndLeavesNothing() throws Exception {
    try (Site site = new Site(postgres, "scratch")) {
      Server alpha = site.server("alpha", CLOCK);
      assertThat(rehearsal(alpha).activate(new Catalogue(SHARED))).isGreaterThan(8 * 3);
      assertThat(Site.count(alpha, ROWS)).isZero();
    }
  }

  @Test
  void theSameSessionsThenWriteTheRealTables() throws Exception {
    try (Site site = new Site(postgres, "afterwards")) {
      Server alpha = site.server("alpha", CLOCK);
      assertThat(rehearsal(alpha).activate(new Catalogue(SHARED))).isGreaterThan(2);
      alpha.role().standby(NONE);
      alpha.activate(1, PROBE);
      await().until(() -> Site.count(alpha, "select count(*) from sample") > 20);
    }
  }

  @Test
  void aHostIsNotHeldUpByIt() throws Exception {
    try (Site site = new Site(postgres, "beside")) {
      Server alpha = site.server("alpha", CLOCK);
      Server beta = site.server("beta", CLOCK);
      alpha.role().standby(PROBE);
      beta.database()
          .store()
          .rehearse(connection -> {
            try {
              alpha.activate(1, PROBE);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Site.count(alpha, "select count(*) from sample") > 20);
            return true;
          });
    }
  }

  @Test
  void whoeverEndsItFindsTheSessionsOpen() throws Exception {
    try (Site site = new Site(postgres, "ended-early")) {
      Server alpha = site.server("alpha", CLOCK);
      for (int round = 0; round < 10; round++) {
        List<Integer> before = sessions(alpha);
        Rehearsal rehearsal = rehearsal(alpha);
        rehearsal.begin();
        LockSupport.parkNanos(3_000_000L * round);
        rehearsal.end();
        assertThat(sessions(alpha)).containsAll(before);
      }
    }
  }

  private static List<Integer> sessions(Server server) throws SQLException {
    return server
        .database()
        .store()
        .read(connection -> {
          List<Integer> pids = new ArrayList<>();
          try (var query = connection.createStatement();
              var row =
                  query.executeQuery(
                      "select pid from pg_stat_activity"
                          + " where application_name like 'gw:ended-early:%'")) {
            while (row.next()) {
              pids.add(row.getInt(1));
            }
          }
          return pids;
        });
  }

  private static Rehearsal rehearsal(Server server) throws Exception {
    return new Rehearsal(server.database().store(), Files.createTempDirectory("rehearsal"), SHARED);
  }
}
