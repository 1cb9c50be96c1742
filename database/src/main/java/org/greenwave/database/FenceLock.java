package org.greenwave.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The advisory lock that guards a role's fence: shared by every writing transaction to its end,
 * exclusive while the fence is raised.
 *
 * <p>The key is one int8, the first eight bytes of SHA-256 of {@code greenwave fence <schema>}. The
 * Directory is left out on purpose: whoever takes a role's database over from another Directory
 * must wait for the writers of that other one, so all have to ask for the same lock. Advisory locks
 * are known within one database only, so equal role names in two databases do not meet.
 */
final class FenceLock {
  /**
   * Five statements in one round trip, together with the driver's BEGIN. They must stay separate
   * statements: in READ COMMITTED each takes its snapshot when it starts, so the row is read as it
   * is <em>after</em> the lock was granted. One statement that locks and reads would read by a
   * snapshot from before the wait, and let a transaction through that waited while the fence was
   * raised.
   */
  private static final String LOCK_AND_READ =
      "select set_config('application_name', ?, true);"
          + "select set_config('lock_timeout', ?, true);"
          + "select set_config('statement_timeout', ?, true);"
          + "select pg_advisory_xact_lock%s(?);"
          + "select "
          + FenceRow.COLUMNS
          + " from fence where role = ?";

  /**
   * How a lock is asked for.
   *
   * @param mode the ending of PostgreSQL's function
   * @param waitMillis how long the lock is waited for at most
   * @param longestMillis how long any statement takes at most, that wait included
   */
  private record Terms(String mode, long waitMillis, long longestMillis) {}

  private FenceLock() {}

  static long key(RoleDatabaseSettings settings) {
    return key("greenwave fence " + settings.schema());
  }

  /** Guards the making and upgrading of a schema; not the fence. */
  static long upgradeKey(RoleDatabaseSettings settings) {
    return key("greenwave upgrade " + settings.schema());
  }

  /** A key that no other server asks for. */
  private static long rehearsalKey(RoleDatabaseSettings settings) {
    return key("greenwave rehearsal " + settings.schema() + " " + settings.server());
  }

  /** Begins a writing transaction, each statement bounded: locks in share mode, then reads. */
  static Optional<FenceRow> share(
      Connection connection, RoleDatabaseSettings settings, long fence, long longestMillis)
      throws SQLException {
    return run(
        connection,
        settings,
        fence,
        key(settings),
        new Terms("_shared", longestMillis, longestMillis));
  }

  /** Begins a transaction that raises the fence: waits for all writers, bounded, then reads. */
  static Optional<FenceRow> exclude(
      Connection connection,
      RoleDatabaseSettings settings,
      long fence,
      long waitMillis,
      long longestMillis)
      throws SQLException {
    return run(
        connection, settings, fence, key(settings), new Terms("", waitMillis, longestMillis));
  }

  /**
   * Begins a transaction as one that raises the fence does, but with a lock that nobody waits for,
   * and under fence 0: whatever it comes to hold, the next activation may end its session.
   */
  static void rehearseRaise(
      Connection connection, RoleDatabaseSettings settings, long longestMillis)
      throws SQLException {
    rehearse(connection, settings, new Terms("", longestMillis, longestMillis));
  }

  /** The same as one that writes. */
  static void rehearseWrite(
      Connection connection, RoleDatabaseSettings settings, long longestMillis)
      throws SQLException {
    rehearse(connection, settings, new Terms("_shared", longestMillis, longestMillis));
  }

  private static void rehearse(Connection connection, RoleDatabaseSettings settings, Terms terms)
      throws SQLException {
    var _ = run(connection, settings, 0, rehearsalKey(settings), terms);
  }

  private static Optional<FenceRow> run(
      Connection connection, RoleDatabaseSettings settings, long fence, long key, Terms terms)
      throws SQLException {
    String statements = LOCK_AND_READ.formatted(terms.mode());
    try (PreparedStatement statement = connection.prepareStatement(statements)) {
      statement.setString(1, SessionName.writing(settings, fence));
      statement.setString(2, Long.toString(terms.waitMillis()));
      statement.setString(3, Long.toString(terms.longestMillis()));
      statement.setLong(4, key);
      statement.setString(5, settings.role());
      statement.execute();
      for (int skipped = 0; skipped < 4; skipped++) {
        statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        return row.next() ? Optional.of(FenceRow.from(row)) : Optional.empty();
      }
    }
  }

  private static long key(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
