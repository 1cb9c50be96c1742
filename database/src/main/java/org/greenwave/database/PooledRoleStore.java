package org.greenwave.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/**
 * The role database as a role sees it, by a small pool of warm sessions. A write costs two round
 * trips beside its own work: begin + lock + read the fence, and commit.
 */
final class PooledRoleStore implements RoleStore {
  private static final int LONGEST_WRITE_MILLIS = 10_000;

  /** Whoever hands over gives up soon when others write, and then only writes. */
  private static final int HAND_OVER_WAIT_MILLIS = 100;

  private final RoleDatabaseSettings settings;
  private final SessionPool pool;

  PooledRoleStore(RoleDatabaseSettings settings, SessionPool pool) {
    this.settings = settings;
    this.pool = pool;
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    try (Session session = taken()) {
      session.connection().setReadOnly(true);
      return ended(session.connection(), work, Connection::commit);
    } catch (SQLException e) {
      pool.renewedAfter(e);
      throw e;
    }
  }

  /** What is not committed when the session goes back to the pool is rolled back by it. */
  @Override
  public <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    try (Session session = begin(fence, FenceLock::share)) {
      return ended(session.connection(), work, Connection::commit);
    }
  }

  /** A write by which the fence is handed to the next host (rule 6). */
  <T> T handOver(long fence, long to, String nextServer, Work<T> work)
      throws SQLException, FencedException {
    Lock alone =
        (connection, asked, held, longestMillis) ->
            FenceLock.exclude(connection, asked, held, HAND_OVER_WAIT_MILLIS, longestMillis);
    try (Session session = begin(fence, alone)) {
      return ended(
          session.connection(),
          work,
          held -> {
            var _ = Fences.handOn(held, settings, fence, to, nextServer);
            held.commit();
          });
    }
  }

  /** How a transaction takes the lock and reads the fence. */
  private interface Lock {
    Optional<FenceRow> take(
        Connection connection, RoleDatabaseSettings settings, long fence, long longestMillis)
        throws SQLException;
  }

  /** How a transaction ends. */
  private interface Ending {
    void of(Connection connection) throws SQLException;
  }

  /** The pool sees only failures of its own statements, which COPY is none of. */
  private <T> T ended(Connection connection, Work<T> work, Ending ending) throws SQLException {
    try {
      T result = work.run(connection);
      ending.of(connection);
      return result;
    } catch (SQLException | RuntimeException | Error failure) {
      pool.doubt(connection, failure);
      throw failure;
    }
  }

  @Override
  public <T> T rehearse(Work<T> work) throws SQLException {
    try (Session session = pool.take()) {
      Connection connection = session.connection();
      connection.setNetworkTimeout(Runnable::run, LONGEST_WRITE_MILLIS + 2_000);
      FenceLock.rehearseWrite(connection, settings, LONGEST_WRITE_MILLIS);
      return ended(connection, work, Connection::rollback);
    } catch (SQLException e) {
      pool.renewedAfter(e);
      throw e;
    }
  }

  /** Tries again once: an activation must not fail because a pool was slow to come back. */
  private Session taken() throws SQLException {
    try {
      return pool.take();
    } catch (SQLException e) {
      if (!pool.renewedAfter(e)) {
        throw e;
      }
      return pool.take();
    }
  }

  /** Tries again once on a fresh session: the pool's may all have died with the database. */
  private Session begin(long fence, Lock lock) throws SQLException, FencedException {
    try {
      return lockAndCheck(fence, lock);
    } catch (SQLException e) {
      if (!pool.renewedAfter(e)) {
        throw e;
      }
      return lockAndCheck(fence, lock);
    }
  }

  private Session lockAndCheck(long fence, Lock lock) throws SQLException, FencedException {
    Session session = pool.take();
    Connection connection = session.connection();
    try {
      connection.setNetworkTimeout(Runnable::run, LONGEST_WRITE_MILLIS + 2_000);
      Fences.check(settings, fence, lock.take(connection, settings, fence, LONGEST_WRITE_MILLIS));
      return session;
    } catch (FencedException e) {
      session.close();
      throw e;
    } catch (SQLException | RuntimeException e) {
      pool.doubt(connection, e);
      session.close();
      if (e instanceof SQLException failure && Trouble.ofEarlierVersion(failure)) {
        throw FencedException.otherHistory(fence, fence, new OtherHistoryException(failure));
      }
      throw e;
    }
  }
}
