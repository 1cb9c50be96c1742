package org.greenwave.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A session that the pool has lent for a transaction; whatever is not committed when it goes back
 * is rolled back.
 *
 * @param connection in a transaction that begins with its first statement
 */
record Session(Connection connection) implements AutoCloseable {
  /**
   * Gives the session back. A role's pool is closed under it when the role is left behind in a call
   * that hangs, and has then forgotten the connection that it would make ready for the next: what
   * was committed by then is committed, and its writer must not fail.
   */
  @Override
  public void close() throws SQLException {
    try {
      connection.close();
    } catch (NullPointerException _) {
      // Only the pool's own record of the connection can be missing (HikariCP 7.1.0).
    }
  }
}
