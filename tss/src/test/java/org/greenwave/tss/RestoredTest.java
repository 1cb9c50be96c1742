package org.greenwave.tss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.Progress.Condition;
import org.greenwave.tss.Site.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dump is restored under the role: what an id meant in memory, it may not mean any more. */
@Timeout(120)
class RestoredTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String FIRST = source("first");
  private static final String BOTH = FIRST + "," + source("later");

  /** So many samples come later than what an activation reads anew by itself. */
  private static final int REFRESHED = 80;

  /** In the order in which the role locks them. */
  private static final List<String> TABLES =
      List.of("fence", "unit", "zone", "zone_current", "tally", "gap", "document");

  /** Registered after the restore, so with the ids that a later source had before it. */
  private static final String NEWCOMER =
      "insert into greenwave_%1$s.unit (source, kind, name) values ('other', 'probe', 'newcomer');"
          + "insert into greenwave_%1$s.zone (unit_id, number, period_seconds)"
          + " select id, 1, 1 from greenwave_%1$s.unit where source = 'other'";

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static String source(String id) {
    return "{\"id\":\"%s\",\"kind\":\"probe\",\"everyMillis\":10}".formatted(id);
  }

  private static String settings(String sources) {
    return "{\"sources\":[%s]}".formatted(sources);
  }

  @Test
  void aHostUnderWhichTablesWereMadeAgainFilesNothingUnderAnothersZone() throws Exception {
    filesNothingUnderAnothersZone("host", RestoredTest::restoreClean);
  }

  @Test
  void aHostUnderWhichTablesWereFilledAgainFilesNothingUnderAnothersZone() throws Exception {
    filesNothingUnderAnothersZone("filled", RestoredTest::restoreData);
  }

  private static void filesNothingUnderAnothersZone(String role, Restoring restoring)
      throws Exception {
    try (Site site = new Site(postgres, role)) {
      Server alpha = site.server("alpha", CLOCK);
      long restored = restoreUnder(alpha, role, restoring);
      alpha.role().release();
      alpha.activate(2, settings(BOTH));
      demandSound(alpha, restored);
    }
  }

  /** The old host is given the role once more in between: the fence's row says nothing by then. */
  @Test
  void aStandbyOfBeforeFilesNothingUnderAnothersZone() throws Exception {
    try (Site site = new Site(postgres, "standby")) {
      Server alpha = site.server("alpha", CLOCK);
      Server beta = site.server("beta", CLOCK);
      host(alpha, settings(FIRST));
      dump("standby");
      alpha.role().reconfigure(settings(BOTH));
      await().until(() -> samples(alpha, "later") > REFRESHED);
      beta.role().standby(settings(BOTH));
      restoreClean("standby");
      await().until(() -> alpha.role().progress().condition() == Condition.FENCED_OFF);
      alpha.role().release();
      alpha.activate(2, settings(FIRST));
      alpha.role().release();
      long restored = samples(alpha, "first");
      beta.activate(3, settings(BOTH));
      demandSound(beta, restored);
    }
  }

  /** How a dump is restored. */
  private interface Restoring {
    void into(String role) throws SQLException;
  }

  /** Answers how many samples of the first source there were after it. */
  private static long restoreUnder(Server alpha, String role, Restoring restoring)
      throws Exception {
    host(alpha, settings(FIRST));
    dump(role);
    alpha.role().reconfigure(settings(BOTH));
    await().until(() -> samples(alpha, "later") > REFRESHED);
    long zone = zoneOf(alpha, "later");
    restoring.into(role);
    assertThat(zoneOf(alpha, "other")).as("the id means another zone now").isEqualTo(zone);
    await().until(() -> alpha.role().progress().condition() == Condition.FENCED_OFF);
    assertThat(alpha.role().progress().sentence()).contains("restored or replaced");
    return samples(alpha, "first");
  }

  private static void host(Server alpha, String settings) throws Exception {
    alpha.role().standby(settings);
    alpha.activate(1, settings);
    await().until(() -> samples(alpha, "first") > 5);
  }

  private static void demandSound(Server host, long restored) throws Exception {
    await().until(() -> samples(host, "first") > restored + 5 && samples(host, "later") > 5);
    host.role().release();
    assertThat(samples(host, "other")).as("samples in the zone of somebody else").isZero();
    assertThat(
            Site.count(
                host,
                "select count(*) from zone_current c join zone z on z.id = c.zone_id"
                    + " join unit u on u.id = z.unit_id where u.source = 'other'"))
        .isZero();
  }

  private static long samples(Server server, String source) throws SQLException {
    return Site.count(
        server,
        "select count(*) from sample s join zone z on z.id = s.zone_id"
            + " join unit u on u.id = z.unit_id where u.source = '%s'".formatted(source));
  }

  private static long zoneOf(Server server, String source) throws SQLException {
    return Site.count(
        server,
        "select z.id from zone z join unit u on u.id = z.unit_id where u.source = '%s'"
            .formatted(source));
  }

  private static void dump(String role) throws SQLException {
    StringBuilder sql = new StringBuilder("create schema dump_%s;".formatted(role));
    sql.append("create table dump_%1$s.sample as select * from greenwave_%1$s.sample;");
    for (String table : TABLES) {
      sql.append("create table dump_%1$s.").append(table);
      sql.append(" (like greenwave_%1$s.").append(table).append(" including all);");
      sql.append("insert into dump_%1$s.").append(table);
      sql.append(" select * from greenwave_%1$s.").append(table).append(";");
    }
    execute(sql.toString().formatted(role));
  }

  /** Restores it into tables that are made again, but for the samples'. */
  private static void restoreClean(String role) throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (String table : TABLES) {
      sql.append("drop table greenwave_%1$s.").append(table).append(" cascade;");
      sql.append("create table greenwave_%1$s.").append(table);
      sql.append(" (like dump_%1$s.").append(table).append(" including all);");
    }
    sql.append("truncate greenwave_%1$s.sample;");
    fill(sql, role);
  }

  /** Restores it into tables that are emptied. */
  private static void restoreData(String role) throws SQLException {
    String all =
        TABLES.stream().map("greenwave_%%1$s.%s"::formatted).collect(Collectors.joining(","));
    fill(new StringBuilder("truncate " + all + ",greenwave_%1$s.sample;"), role);
  }

  private static void fill(StringBuilder sql, String role) throws SQLException {
    for (String table : TABLES) {
      sql.append("insert into greenwave_%1$s.").append(table);
      sql.append(" select * from dump_%1$s.").append(table).append(";");
    }
    sql.append("insert into greenwave_%1$s.sample select * from dump_%1$s.sample;");
    for (String table : List.of("unit", "zone")) {
      sql.append("select setval(pg_get_serial_sequence('greenwave_%1$s.").append(table);
      sql.append("', 'id'), (select max(id) from greenwave_%1$s.").append(table).append("));");
    }
    execute((sql + NEWCOMER).formatted(role));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      connection.commit();
    }
  }
}
