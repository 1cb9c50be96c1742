package org.greenwave.proving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.history.Audit.Reign;
import org.greenwave.tss.TssPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laws L1 and L2, broken on purpose in a real database: by who writes without asking the fence. */
class AuditTest {
  private static final String RAISE = "update fence set fence = %d, server = '%s'";
  private static final String STORE = "update tally set samples = samples + 1";
  private static EmbeddedPostgres postgres;
  private static RoleDatabase database;
  private Audit audit;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.temporary();
    database = new RoleDatabase(postgres.url(), postgres.user(), postgres.password());
    RoleDatabaseSettings settings =
        new RoleDatabaseSettings(
            DatabaseUrl.of(postgres.url()),
            postgres.user(),
            postgres.password(),
            UUID.fromString("11111111-2222-3333-4444-555555555555"),
            "tss",
            "alpha");
    try (var role =
        org.greenwave.database.RoleDatabase.of(
            settings,
            new TssPlugin().migrations(),
            AuditTest.class.getClassLoader(),
            InstantSource.system())) {
      role.connect();
      var _ = role.fences().raise(7, Duration.ofSeconds(5));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    audit = new Audit(database);
    audit.begin();
  }

  @AfterEach
  void end() throws SQLException {
    try (Connection administrator = session("psql")) {
      execute(administrator, "drop schema trial cascade");
      execute(administrator, "update fence set fence = 7, server = 'alpha'");
    }
  }

  private static Connection session(String name) throws SQLException {
    Connection connection = database.open();
    execute(connection, "set application_name = '%s'".formatted(name));
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Does one thing in a transaction of its own. */
  private static void by(String name, String sql) throws SQLException {
    try (Connection connection = session(name)) {
      execute(connection, sql);
    }
  }

  @Test
  void whoWritesUnderItsOwnFenceWhileItReignsKeepsTheLaws() throws SQLException {
    by("gw:tss:7:alpha", STORE);
    by("gw:tss:-:beta", RAISE.formatted(8, "beta"));
    by("gw:tss:8:beta", STORE);
    assertThat(audit.breaches()).isEmpty();
    assertThat(audit.transactions()).isEqualTo(2);
    assertThat(audit.above(7)).containsExactly(new Reign(8, "beta", true));
    assertThat(audit.highest()).isEqualTo(8);
  }

  @Test
  void theLastWriteMayHandTheFenceOver() throws SQLException {
    try (Connection last = session("gw:tss:7:alpha")) {
      last.setAutoCommit(false);
      execute(last, STORE);
      execute(last, RAISE.formatted(8, "beta"));
      last.commit();
    }
    by("gw:tss:8:beta", STORE);
    assertThat(audit.breaches()).isEmpty();
  }

  @Test
  void aLastWriteUnderAFenceThatHasEndedIsFound() throws SQLException {
    try (Connection last = session("gw:tss:7:alpha")) {
      last.setAutoCommit(false);
      execute(last, STORE);
      by("gw:tss:-:beta", RAISE.formatted(8, "beta"));
      execute(last, RAISE.formatted(9, "gamma"));
      last.commit();
    }
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("committed after fence 8"));
  }

  @Test
  void aHostThatHasStoredNothingYetIsSeenAsSuch() throws SQLException {
    by("gw:tss:7:alpha", STORE);
    by("gw:tss:-:beta", RAISE.formatted(8, "beta"));
    by("gw:tss:8:gamma", STORE);
    assertThat(audit.above(7)).containsExactly(new Reign(8, "beta", false));
  }

  @Test
  void aWriteUnderNoFenceIsFound() throws SQLException {
    by("psql", "update tally set samples = 0");
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("under no fence"));
  }

  @Test
  void aWriteToWhatIsHeldOfEachZoneCountsToo() throws SQLException {
    by("psql", "delete from zone_current");
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("zone_current"));
  }

  @Test
  void aWriteUnderAnothersFenceIsFound() throws SQLException {
    by("gw:tss:7:beta", STORE);
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("never its own"));
  }

  @Test
  void aWriteThatCommitsAfterTheNextFenceIsFound() throws SQLException {
    try (Connection late = session("gw:tss:7:alpha")) {
      late.setAutoCommit(false);
      execute(late, STORE);
      by("gw:tss:-:beta", RAISE.formatted(8, "beta"));
      late.commit();
    }
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("committed after fence 8"));
  }

  @Test
  void aWriteBeforeItsOwnFenceWasRaisedIsFound() throws SQLException {
    by("gw:tss:8:beta", STORE);
    by("gw:tss:-:beta", RAISE.formatted(8, "beta"));
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("before that was raised"));
  }

  @Test
  void aWriteWhileItsOwnFenceIsBeingRaisedIsFound() throws SQLException {
    try (Connection raising = session("gw:tss:-:beta")) {
      raising.setAutoCommit(false);
      execute(raising, RAISE.formatted(8, "beta"));
      by("gw:tss:8:beta", STORE);
      raising.commit();
    }
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.contains("before that was raised"));
  }

  @Test
  void aFenceThatFallsIsFound() throws SQLException {
    by("gw:tss:-:beta", RAISE.formatted(6, "beta"));
    assertThat(audit.breaches()).containsExactly("L2: fence 6 was raised after fence 7");
  }

  @Test
  void aFenceThatIsGivenToAnotherIsFound() throws SQLException {
    by("gw:tss:-:beta", RAISE.formatted(7, "beta"));
    assertThat(audit.breaches()).hasSize(1).allMatch(it -> it.startsWith("L2"));
  }
}
