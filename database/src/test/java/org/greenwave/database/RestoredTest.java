package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.role.FencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dump that is restored under a role: the same cluster, and another history all the same. */
@Timeout(120)
class RestoredTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static Databases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new Databases();
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  /** How a dump is restored. */
  private interface Restoring {
    void of(Dump dump) throws SQLException;
  }

  @Test
  void tablesThatWereMadeAgainVoidTheFence() throws Exception {
    restoredFencesAreVoid("clean", Dump::restoreClean);
  }

  @Test
  void tablesThatWereFilledAgainVoidTheFence() throws Exception {
    restoredFencesAreVoid("data", Dump::restoreData);
  }

  private static void restoredFencesAreVoid(String role, Restoring restoring) throws Exception {
    RoleDatabase alpha = databases.open(role, "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(1, Databases.keep(1, 1))).isEqualTo(1);
    Dump dump = Dump.of(databases, role);
    assertThat(alpha.store().write(1, Databases.keep(2, 1))).isEqualTo(1);
    restoring.of(dump);

    FencedException refused = fenced(alpha, 1);
    assertThat(refused).hasCauseInstanceOf(OtherHistoryException.class);
    assertThat(refused).hasMessageContaining("was replaced, restored or promoted since fence 1");
    assertThat(alpha.fences().handOver(1, 2, "beta", LIMIT)).isInstanceOf(HandOver.NotHeld.class);
    Raise again = alpha.fences().raise(1, LIMIT);
    assertThat(again).isInstanceOf(Raise.OtherHistory.class);
    assertThat(again.sentence()).contains("restored or promoted since fence 1", "grant a higher");
    assertThat(alpha.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(2, Databases.keep(3, 2))).isEqualTo(1);
    assertThat(Databases.kept(alpha)).as("what was restored, and one more").isEqualTo(2);
  }

  /** Law L2: a host of yesterday that wakes up finds its own fence in yesterday's dump. */
  @Test
  void aFenceThatWentBackLicensesNobody() throws Exception {
    RoleDatabase alpha = databases.open("back", "alpha");
    RoleDatabase beta = databases.open("back", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    Dump dump = Dump.of(databases, "back");
    assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    dump.restoreClean();
    assertThat(fenced(alpha, 1)).hasCauseInstanceOf(OtherHistoryException.class);
    assertThat(fenced(beta, 2).held()).isEqualTo(1);
    assertThat(beta.fences().raise(3, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(beta.store().write(3, Databases.keep(1, 3))).isEqualTo(1);
  }

  /** Tables and rows of a copy by files are the very same; the database is not. */
  @Test
  void aCopyThatTakesTheNameOfTheDatabaseVoidsTheFence() throws Exception {
    try (Databases own = new Databases()) {
      try (RoleDatabase alpha = own.open("copied", "alpha")) {
        assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
      }
      for (String sql :
          List.of(
              "create database yesterday template greenwave owner greenwave",
              "alter database greenwave rename to today",
              "alter database yesterday rename to greenwave")) {
        asSuperuser(own, sql);
      }
      RoleDatabase alpha = own.open("copied", "alpha");
      assertThat(fenced(alpha, 1)).hasCauseInstanceOf(OtherHistoryException.class);
      assertThat(alpha.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
      assertThat(alpha.store().write(2, Databases.keep(1, 2))).isEqualTo(1);
    }
  }

  private static void asSuperuser(Databases own, String sql) throws Exception {
    String password = Files.readString(own.postgres.settings().folder().resolve("superuser"));
    try (Connection connection =
            DriverManager.getConnection(
                own.postgres.url().replace("/greenwave", "/postgres"),
                "postgres",
                password.strip());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What administrators do to tables changes their files, and no history. */
  @Test
  void upkeepOfTheTablesIsNoOtherHistory() throws Exception {
    RoleDatabase alpha = databases.open("upkeep", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    long n = 0;
    for (String upkeep :
        List.of(
            "vacuum full greenwave_upkeep.fence",
            "cluster greenwave_upkeep.fence using fence_pkey",
            "vacuum (freeze, analyze) greenwave_upkeep.fence",
            "reindex table greenwave_upkeep.fence",
            "alter table greenwave_upkeep.fence set (fillfactor = 50)")) {
      databases.execute(upkeep);
      assertThat(alpha.store().write(1, Databases.keep(++n, 1))).as(upkeep).isEqualTo(1);
    }
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.fences().read().orElseThrow().sameHistory()).isTrue();
  }

  /** Both versions beside each other, each raising and handing on what the other has raised. */
  @Test
  void rowsOfTheVersionBeforeAreTheSameHistory() throws Exception {
    String role = "mixed";
    try (RoleDatabase made = databases.open(role, "alpha")) {
      assertThat(made.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    }
    databases.execute("alter table greenwave_mixed.fence drop column mark");
    Earlier earlier = new Earlier(role);
    earlier.raise(2, "beta");
    RoleDatabase alpha = databases.open(role, "alpha");
    assertThat(alpha.fences().read().orElseThrow().sameHistory()).isTrue();
    earlier.handOn(2, "beta", 3, "alpha");
    assertThat(alpha.store().write(3, Databases.keep(1, 3))).isEqualTo(1);
    assertThat(alpha.fences().raise(4, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(earlier.holds(4, "alpha")).isTrue();
    earlier.raise(5, "beta");
    assertThat(fenced(alpha, 4)).hasNoCause();
    assertThat(alpha.fences().read().orElseThrow().sameHistory()).isTrue();
    earlier.handOn(5, "beta", 6, "alpha");
    assertThat(alpha.store().write(6, Databases.keep(2, 6))).isEqualTo(1);
    assertThat(alpha.fences().handOver(6, 7, "beta", LIMIT))
        .isInstanceOf(HandOver.HandedOver.class);
    assertThat(earlier.holds(7, "beta")).isTrue();
    assertThat(alpha.fences().raise(8, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(8, Databases.keep(3, 8))).isEqualTo(1);
  }

  /** What the version before does to the fence, in its own words. */
  private record Earlier(String role) {
    private static final String NOTE =
        "select set_config('greenwave.history', (select system_identifier from pg_control_system())"
            + " || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), false)";

    void raise(long fence, String server) throws SQLException {
      databases.execute(
          NOTE
              + """
              ;
              insert into greenwave_%1$s.fence (role, directory, fence, server, raised_at, history)
              values ('%1$s', '%2$s', %3$d, '%4$s', clock_timestamp(),
                current_setting('greenwave.history'))
              on conflict (role) do update set directory = excluded.directory,
                fence = excluded.fence, server = excluded.server,
                raised_at = excluded.raised_at, history = excluded.history
              """
                  .formatted(role, Databases.DIRECTORY, fence, server));
    }

    void handOn(long from, String server, long to, String next) throws SQLException {
      databases.execute(
          """
          update greenwave_%1$s.fence
          set fence = %2$d, server = '%3$s', raised_at = clock_timestamp()
          where role = '%1$s' and directory = '%4$s' and fence = %5$d and server = '%6$s'
          """
              .formatted(role, to, next, Databases.DIRECTORY, from, server));
    }

    boolean holds(long fence, String server) throws SQLException {
      try (Connection connection =
              DriverManager.getConnection(
                  databases.postgres.url(),
                  databases.postgres.user(),
                  databases.postgres.password());
          var statement = connection.createStatement()) {
        statement.execute(NOTE);
        try (var row =
            statement.executeQuery(
                "select fence, server, history = current_setting('greenwave.history') from "
                    + "greenwave_"
                    + role
                    + ".fence")) {
          row.next();
          return row.getLong(1) == fence && row.getString(2).equals(server) && row.getBoolean(3);
        }
      }
    }
  }

  /** A dump of the version before, restored while this one runs, lacks what this one has added. */
  @Test
  void tablesOfTheVersionBeforeThatWereRestoredAreUpgradedByTheNextGrant() throws Exception {
    RoleDatabase alpha = databases.open("older", "alpha");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    databases.execute(
        "alter table greenwave_older.fence drop column mark; drop table greenwave_older.kept,"
            + " greenwave_older.second, greenwave_older.flyway_schema_history");
    assertThat(fenced(alpha, 1)).hasCauseInstanceOf(OtherHistoryException.class);
    assertThat(alpha.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
    assertThat(alpha.store().write(2, Databases.keep(1, 2))).isEqualTo(1);
  }

  /** The lock that this takes would hold up the host, behind a transaction that hangs. */
  @Test
  void theUpgradeGivesUpSoonAndIsTriedAgain() throws Exception {
    databases.open("locked", "alpha").close();
    databases.execute("alter table greenwave_locked.fence drop column mark");
    RoleDatabase beta =
        databases.unconnected(
            Databases.DIRECTORY, "locked", "beta", DatabaseUrl.of(databases.postgres.url()));
    try (Connection hanging =
            DriverManager.getConnection(
                databases.postgres.url(),
                databases.postgres.user(),
                databases.postgres.password());
        var statement = hanging.createStatement()) {
      hanging.setAutoCommit(false);
      statement.execute("select from greenwave_locked.fence");
      assertThat(beta.connect())
          .isInstanceOfSatisfying(
              DatabaseState.Unreachable.class,
              state -> assertThat(state.trouble().mayPassByItself()).isTrue());
      hanging.rollback();
    }
    assertThat(beta.connect()).isInstanceOf(DatabaseState.Connected.class);
  }

  /** A transaction within the transaction has another number, which the mark must not go by. */
  @Test
  void aSavepointThatARoleLeavesOpenIsNoOtherHistory() throws Exception {
    RoleDatabase alpha = databases.open("savepoint", "alpha");
    RoleDatabase beta = databases.open("savepoint", "beta");
    assertThat(alpha.fences().raise(1, LIMIT)).isInstanceOf(Raise.Raised.class);
    int rows =
        alpha.handOver(
            1,
            2,
            "beta",
            connection -> {
              var _ = connection.setSavepoint();
              return Databases.insert(connection, 1, 1);
            });
    assertThat(rows).isEqualTo(1);
    assertThat(beta.store().write(2, Databases.keep(2, 2))).isEqualTo(1);
    Dump.of(databases, "savepoint").restoreClean();
    assertThat(fenced(beta, 2)).hasCauseInstanceOf(OtherHistoryException.class);
  }

  private static FencedException fenced(RoleDatabase host, long fence) {
    return catchThrowableOfType(
        FencedException.class, () -> host.store().write(fence, Databases.keep(99, fence)));
  }
}
