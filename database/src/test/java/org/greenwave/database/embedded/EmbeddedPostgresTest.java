package org.greenwave.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasCommittedAcrossAStopInOrder() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      execute(first, "create table kept(n int)", "insert into kept values (7)");
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      assertThat(second.adopted()).isFalse();
      assertThat(text(second, "select n from kept")).isEqualTo("7");
      assertThat(text(second, "show fsync")).isEqualTo("on");
      assertThat(text(second, "show synchronous_commit")).isEqualTo("on");
      assertThat(text(second, "show data_checksums")).isEqualTo("on");
      assertThat(text(second, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
    }
  }

  @Test
  void adoptsTheOneThatStillRuns() throws Exception {
    EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder));
    try (EmbeddedPostgres second = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      assertThat(second.adopted()).isTrue();
      assertThat(second.pid()).isEqualTo(first.pid());
      assertThat(second.port()).isEqualTo(first.port());
      assertThatThrownBy(() -> EmbeddedPostgres.start(EmbeddedSettings.at(folder).withPort(1)))
          .hasMessageContaining("already runs on port " + first.port());
    }
    assertThat(first.running()).isFalse();
  }

  @Test
  void recoversAfterEveryProcessWasKilled() throws Exception {
    EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder));
    execute(first, "create table kept(n int)", "insert into kept select generate_series(1, 5000)");
    for (ProcessHandle process : PostmasterFile.leftIn(first.data())) {
      process.destroyForcibly();
    }
    first.ended().get();
    assertThat(first.data().resolve("postmaster.pid")).exists();

    try (EmbeddedPostgres second = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      assertThat(second.adopted()).isFalse();
      assertThat(text(second, "select count(*) from kept")).isEqualTo("5000");
    }
  }

  @Test
  void recoversWhenOnlyThePostmasterWasKilledAndSessionsLinger() throws Exception {
    EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder));
    try (Connection open = connect(first)) {
      assertThat(open.isValid(5)).isTrue();
      ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
      first.ended().get();
      try (EmbeddedPostgres second = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
        assertThat(text(second, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aProcessNumberThatNowBelongsToAnotherIsNotAdopted() throws Exception {
    EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder));
    Path file = first.data().resolve("postmaster.pid");
    String left = Files.readString(file);
    first.stop();
    Files.writeString(
        file, left.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));
    assertThat(PostmasterFile.read(first.data()).orElseThrow().alive()).isFalse();

    try (EmbeddedPostgres second = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      assertThat(second.adopted()).isFalse();
      assertThat(text(second, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aPasswordThatIsAskedForIsSet() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedSettings.at(folder))) {
      String made = first.password();
      EmbeddedPostgres second =
          EmbeddedPostgres.start(EmbeddedSettings.at(folder).withPassword("green'wave"));
      assertThat(second.password()).isEqualTo("green'wave").isNotEqualTo(made);
      assertThat(text(second, "select current_user")).isEqualTo("greenwave");
      assertThatThrownBy(() -> DriverManager.getConnection(first.url(), "greenwave", made))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void aPortInUseIsSaidInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() ->
              EmbeddedPostgres.start(EmbeddedSettings.at(folder).withPort(taken.getLocalPort())))
          .isInstanceOf(EmbeddedPostgresException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
    }
  }

  @Test
  void aParentThatPostgresCannotSearchIsNamed() throws Exception {
    Assumptions.assumeTrue(ProcessUser.isRoot(), "only root hands PostgreSQL to another user");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(EmbeddedSettings.at(closed.resolve("data"))))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("chmod o+x " + closed);
  }

  static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }

  static void execute(EmbeddedPostgres postgres, String... statements)
      throws SQLException, IOException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String text(EmbeddedPostgres postgres, String query) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      assertThat(found.next()).isTrue();
      return found.getString(1);
    }
  }
}
