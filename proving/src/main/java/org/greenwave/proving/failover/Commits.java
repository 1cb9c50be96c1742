package org.greenwave.proving.failover;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.history.Audit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of each transaction that stored samples as soon as it is committed: the database itself
 * tells, and only once others can see it. Times are this process's steady clock.
 */
final class Commits implements AutoCloseable {
  private static final int PARTS_OF_A_SESSION_NAME = 4;
  private static final int PATIENCE_MILLIS = 1_000;

  private final Connection connection;
  private final TreeMap<Long, Reign> reigns = new TreeMap<>();
  private final Thread listener;
  private volatile boolean closed;

  /**
   * The samples stored under one fence.
   *
   * @param server by whom
   * @param firstNanos when the first transaction was heard of
   * @param lastNanos when the newest was heard of
   */
  record Reign(String server, long firstNanos, long lastNanos) {}

  private Commits(Connection connection) {
    this.connection = connection;
    this.listener = Thread.ofPlatform().daemon().name("commits").unstarted(this::listen);
  }

  /** Begins to listen; the audit must have begun. */
  static Commits of(RoleDatabase database) throws SQLException {
    Connection connection = database.open();
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Audit.CHANNEL);
    }
    Commits commits = new Commits(connection);
    commits.listener.start();
    return commits;
  }

  private void listen() {
    try {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (!closed) {
        PGNotification @Nullable [] heard = postgres.getNotifications(PATIENCE_MILLIS);
        long now = System.nanoTime();
        for (PGNotification one : heard == null ? new PGNotification[0] : heard) {
          note(one.getParameter().split(":"), now);
        }
      }
    } catch (SQLException e) {
      closed = true;
    }
  }

  private synchronized void note(String[] session, long now) {
    if (session.length == PARTS_OF_A_SESSION_NAME && session[2].matches("\\d+")) {
      reigns.merge(
          Long.valueOf(session[2]),
          new Reign(session[3], now, now),
          (old, fresh) -> new Reign(old.server(), old.firstNanos(), now));
    }
  }

  /** The highest fence under which samples were stored. */
  synchronized long fence() {
    return reigns.isEmpty() ? 0 : reigns.lastKey();
  }

  /** The samples that were stored under a fence. */
  synchronized Optional<Reign> under(long fence) {
    return Optional.ofNullable(reigns.get(fence));
  }

  /** The first fence above another under which samples were stored. */
  synchronized Optional<Map.Entry<Long, Reign>> above(long fence) {
    return Optional.ofNullable(reigns.higherEntry(fence));
  }

  /** Waits for samples under a higher fence. */
  boolean awaitAbove(long fence, Duration atMost) {
    return Wait.until(atMost, () -> above(fence).isPresent());
  }

  /** Whether it was heard of samples all the time, the connection being sound. */
  boolean sound() {
    return !closed;
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    connection.close();
  }
}
