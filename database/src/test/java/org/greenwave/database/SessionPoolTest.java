package org.greenwave.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools that are closed under the transactions of a role that was left behind. */
class SessionPoolTest {
  private static Databases databases;

  @BeforeAll
  static void start() throws Exception {
    databases = new Databases();
  }

  @AfterAll
  static void stop() throws Exception {
    databases.close();
  }

  @Test
  void whoHasCommittedByThenDoesNotFail() throws Exception {
    SessionPool pool = pool("committed");
    Session session = pool.take();
    ask(session.connection());
    session.connection().commit();
    pool.close();
    assertThatCode(session::close).doesNotThrowAnyException();
  }

  @Test
  void whoHasNotCannotCommitAnyMore() throws Exception {
    SessionPool pool = pool("not-committed");
    Session session = pool.take();
    ask(session.connection());
    pool.close();
    assertThatThrownBy(session.connection()::commit).isInstanceOf(SQLException.class);
    assertThatCode(session::close).doesNotThrowAnyException();
  }

  private static SessionPool pool(String role) {
    return SessionPool.open(databases.open(role, "alpha").settings(), 1, Duration.ofSeconds(3));
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      var _ = statement.execute("select 1");
    }
  }
}
