package org.greenwave.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.greenwave.role.FencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence of one role: the number that licenses its writes, kept in the role's database (law L2).
 *
 * <p>A writing transaction takes {@link FenceLock} in share mode, then reads the row, and holds the
 * lock to its end. Raising takes it exclusively, and so does a last write that hands over: so each
 * write either committed before the fence rose, or sees the new fence and is refused. A frozen or
 * cut-off host may sit on its share lock; therefore raising ends the sessions of lower fences, and
 * whoever else holds the lock.
 */
public final class Fences {
  private static final Logger LOG = LoggerFactory.getLogger(Fences.class);

  /** Enough when nobody writes: the old host has handed over, or its sessions ended with it. */
  private static final int UNCONTENDED_MILLIS = 20;

  private static final int WAIT_MILLIS = 250;
  private static final int REHEARSALS = 10;
  private static final int REHEARSAL_MILLIS = 1000;
  private static final long PACE_NANOS = 2_000_000;

  /**
   * Ends what must not go on, unless the row already refuses this fence. First the sessions that
   * say they write under a lower fence, then all that hold or await the lock, except those of this
   * or a higher fence: a racing activation with a higher number must not be harmed by a lower one.
   */
  private static final String END_LOWER =
      """
      with named as (
        select pid, case when application_name like 'gw:' || ? || ':%'
                          and split_part(application_name, ':', 3) ~ '^[0-9]{1,18}$'
                         then split_part(application_name, ':', 3)::bigint end as under
        from pg_stat_activity
        where datname = current_database() and usename = current_user
          and pid <> pg_backend_pid()),
      holding as (
        select pid from pg_locks
        where locktype = 'advisory' and objsubid = 1
          and database = (select oid from pg_database where datname = current_database())
          and (classid::bigint << 32 | objid::bigint) = ?)
      select pg_terminate_backend(pid)
      from named
      where (under < ? or (under is null and pid in (select pid from holding)))
        and not exists (
          select from fence where role = ? and (fence > ? or directory <> all (?)))
      """;

  private static final String WRITE =
      """
      insert into fence (role, directory, fence, server, raised_at, history, mark)
      values (?, ?, ?, ?, clock_timestamp(), current_setting('greenwave.history'), %s)
      on conflict (role) do update set directory = excluded.directory,
        fence = excluded.fence, server = excluded.server,
        raised_at = excluded.raised_at, history = excluded.history, mark = excluded.mark
      returning %s
      """
          .formatted(FenceRow.MARK, FenceRow.COLUMNS);

  private static final String HAND_ON =
      """
      update fence set fence = ?, server = ?, raised_at = clock_timestamp(), mark = %s
      where role = ? and directory = ? and fence = ? and server = ?
      returning %s
      """
          .formatted(FenceRow.MARK, FenceRow.COLUMNS);

  /** Leaves out the transaction, the last part of a mark. */
  private static final String MARK_TABLE_ONLY =
      """
      update fence set mark = regexp_replace(mark, '/[0-9]+$', '') where role = ?
      returning %s
      """
          .formatted(FenceRow.COLUMNS);

  private final RoleDatabaseSettings settings;
  private final SessionPool pool;
  private final Tables tables;

  /** The tables around the fence. */
  interface Tables {
    /** Makes what is missing, and upgrades what is of an earlier version. */
    void bringUpToDate() throws SQLException;
  }

  Fences(RoleDatabaseSettings settings, SessionPool pool, Tables tables) {
    this.settings = settings;
    this.pool = pool;
    this.tables = tables;
  }

  /** What the database holds; empty before the first activation. */
  public Optional<FenceRow> read() throws SQLException {
    return pool.single(this::read);
  }

  /**
   * Reads whether a write under this fence would be refused now. It takes no lock, so it waits for
   * nobody and nobody for it; therefore it licenses nothing.
   *
   * @throws FencedException when it would
   */
  public void check(long fence) throws SQLException, FencedException {
    try {
      check(settings, fence, read());
    } catch (SQLException e) {
      if (Trouble.ofEarlierVersion(e)) {
        throw FencedException.otherHistory(fence, fence, new OtherHistoryException(e));
      }
      throw e;
    }
  }

  /** What a server writes under its fence is refused if the row is not that of its grant. */
  static void check(RoleDatabaseSettings settings, long fence, Optional<FenceRow> held)
      throws FencedException {
    if (held.isEmpty()) {
      throw new FencedException(fence, 0);
    }
    FenceRow row = held.get();
    if (row.fence() != fence
        || !row.directory().equals(settings.directory())
        || !row.server().equals(settings.server())) {
      throw new FencedException(fence, row.fence());
    }
    if (!row.sameHistory()) {
      throw FencedException.otherHistory(fence, row.fence(), new OtherHistoryException(row));
    }
  }

  /**
   * Raises the fence for this server. Whoever gets the lock at once needs to end nobody: no write
   * is under way. Otherwise tries until the limit, because sessions take a moment to end and the
   * database may just be coming back. Raising what is already raised for this server is fine.
   */
  public Raise raise(long fence, Duration limit) {
    return raise(fence, limit, _ -> false);
  }

  /**
   * Raises the fence in a database that the role has left, whose tables stay as they are. Where
   * there are none, or no such database, nobody was ever the host: that fails at once.
   */
  public Raise seal(long fence, Duration limit) {
    return new Fences(settings, pool, () -> {}).raise(fence, limit, Trouble::isBare);
  }

  private Raise raise(long fence, Duration limit, Predicate<SQLException> hopeless) {
    long began = System.nanoTime();
    SQLException failure;
    try {
      return raiseOnce(fence, UNCONTENDED_MILLIS);
    } catch (SQLException e) {
      failure = e;
    }
    while (true) {
      try {
        mend(failure);
        pool.single(connection -> endLower(connection, fence));
        Optional<Raise> refused = pool.single(this::read).flatMap(row -> refused(row, fence));
        return refused.isPresent() ? refused.get() : raiseOnce(fence, WAIT_MILLIS);
      } catch (SQLException e) {
        failure = e;
        if (hopeless.test(e) || System.nanoTime() - began > limit.toNanos()) {
          return new Raise.Failed(Trouble.of(e, settings.url()));
        }
        LockSupport.parkNanos(PACE_NANOS);
      }
    }
  }

  private void mend(SQLException failure) throws SQLException {
    pool.renewedAfter(failure);
    if (Trouble.ofEarlierVersion(failure)) {
      tables.bringUpToDate();
    }
  }

  /**
   * Hands the fence from this server to the next, if the database still holds the old one. To be
   * called when the role has been released: it waits for writes that are under way, up to the
   * limit. One that has been handed over already is fine: the role's last write may have done that,
   * and its answer been lost.
   */
  public HandOver handOver(long from, long to, String nextServer, Duration limit) {
    try (Session session = pool.take()) {
      Connection connection = session.connection();
      Optional<FenceRow> held = lock(connection, from, limit.toMillis());
      if (held.filter(row -> raisedFor(nextServer, row, to)).isPresent()) {
        connection.rollback();
        return new HandOver.HandedOver(held.get());
      }
      if (held.isEmpty() || refuses(held.get(), from)) {
        connection.rollback();
        return new HandOver.NotHeld(from, held.map(FenceRow::fence).orElse(0L));
      }
      FenceRow row = handOn(connection, settings, from, to, nextServer);
      connection.commit();
      return new HandOver.HandedOver(row);
    } catch (SQLException e) {
      pool.renewedAfter(e);
      return new HandOver.Failed(Trouble.of(e, settings.url()));
    }
  }

  /** Raises a fence of no role and takes it back, so that the first real one finds all loaded. */
  void rehearse() throws SQLException {
    for (int round = 0; round < REHEARSALS; round++) {
      try (Session session = pool.take()) {
        Connection connection = session.connection();
        FenceLock.rehearseRaise(connection, settings, REHEARSAL_MILLIS);
        var _ = write(connection, "rehearsal of " + settings.server(), 1, settings.server());
        connection.rollback();
      }
    }
  }

  private boolean refuses(FenceRow held, long from) {
    return held.fence() != from
        || !held.directory().equals(settings.directory())
        || !held.server().equals(settings.server())
        || !held.sameHistory();
  }

  private Optional<FenceRow> read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select " + FenceRow.COLUMNS + " from fence where role = ?")) {
      statement.setString(1, settings.role());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(FenceRow.from(row)) : Optional.empty();
      }
    }
  }

  private boolean endLower(Connection connection, long fence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END_LOWER)) {
      statement.setString(1, settings.role());
      statement.setLong(2, FenceLock.key(settings));
      statement.setLong(3, fence);
      statement.setString(4, settings.role());
      statement.setLong(5, fence);
      statement.setArray(6, connection.createArrayOf("uuid", mayBeRaised()));
      return statement.execute();
    }
  }

  /** The Directories whose rows this one raises: its own and those of its predecessors. */
  private UUID[] mayBeRaised() {
    return Stream.concat(Stream.of(settings.directory()), settings.owner().predecessors().stream())
        .toArray(UUID[]::new);
  }

  private Raise raiseOnce(long fence, int waitMillis) throws SQLException {
    try (Session session = pool.take()) {
      Connection connection = session.connection();
      Optional<FenceRow> held = lock(connection, fence, waitMillis);
      Optional<Raise> settled = held.flatMap(row -> settled(row, fence));
      if (settled.isPresent()) {
        connection.rollback();
        return settled.get();
      }
      Optional<FenceRow> other = held.filter(before -> !before.sameHistory());
      if (other.isPresent()) {
        // What was restored may be of an earlier version, whose tables the role does not know.
        tables.bringUpToDate();
      }
      FenceRow row = write(connection, settings.role(), fence, settings.server());
      connection.commit();
      other.ifPresent(this::tellOfOther);
      return held.filter(before -> !own(before))
          .<Raise>map(before -> new Raise.TakenOver(row, before))
          .orElse(new Raise.Raised(row));
    }
  }

  private void tellOfOther(FenceRow before) {
    LOG.warn(
        "The database of {} has been replaced, restored or promoted since fence {} was raised for"
            + " {} ({}). The role goes by what it holds now.",
        settings.role(),
        before.fence(),
        before.server(),
        before.whereabouts());
  }

  private Optional<Raise> settled(FenceRow held, long fence) {
    Optional<Raise> refused = refused(held, fence);
    if (refused.isEmpty() && raisedFor(settings.server(), held, fence)) {
      return Optional.of(
          held.sameHistory() ? new Raise.Raised(held) : new Raise.OtherHistory(held));
    }
    return refused;
  }

  /**
   * Why a row refuses this fence for good: it only rises, and no Directory gets it back from its
   * successor. So that need not be read under the lock, which a writer under a fence that this
   * Directory knows nothing of may hold for long: its predecessor may have granted it.
   */
  private Optional<Raise> refused(FenceRow held, long fence) {
    if (!own(held) && !settings.succeeds(held.directory())) {
      return Optional.of(new Raise.OtherDirectory(held));
    }
    return held.fence() >= fence && !raisedFor(settings.server(), held, fence)
        ? Optional.of(new Raise.HigherFence(fence, held))
        : Optional.empty();
  }

  private boolean own(FenceRow held) {
    return held.directory().equals(settings.directory());
  }

  private boolean raisedFor(String server, FenceRow held, long fence) {
    return own(held) && held.fence() == fence && held.server().equals(server);
  }

  private Optional<FenceRow> lock(Connection connection, long fence, long waitMillis)
      throws SQLException {
    return FenceLock.exclude(
        connection,
        settings,
        fence,
        Math.max(1, waitMillis),
        RoleDatabase.LONGEST_CONTROL.toMillis());
  }

  /**
   * Hands the fence on in a transaction that holds the lock and has read the row: nothing but that
   * row may change, as a role's own work may have let go of the lock by a mistake.
   */
  static FenceRow handOn(
      Connection connection, RoleDatabaseSettings settings, long from, long to, String nextServer)
      throws SQLException {
    if (to <= from) {
      throw new IllegalArgumentException("A fence only rises: from " + from + " to " + to);
    }
    try (PreparedStatement statement = connection.prepareStatement(HAND_ON)) {
      statement.setLong(1, to);
      statement.setString(2, nextServer);
      statement.setLong(3, to);
      statement.setString(4, settings.role());
      statement.setObject(5, settings.directory());
      statement.setLong(6, from);
      statement.setString(7, settings.server());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("fence " + from + " was lost while it was held");
        }
        return marked(connection, settings.role(), FenceRow.from(row));
      }
    }
  }

  private FenceRow write(Connection connection, String role, long fence, String server)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setString(1, role);
      statement.setObject(2, settings.directory());
      statement.setLong(3, fence);
      statement.setString(4, server);
      statement.setLong(5, fence);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return marked(connection, role, FenceRow.from(row));
      }
    }
  }

  /**
   * A row whose mark does not hold even now was written within a savepoint that a role has left
   * open. Then the table alone is marked.
   */
  private static FenceRow marked(Connection connection, String role, FenceRow written)
      throws SQLException {
    if (written.sameHistory()) {
      return written;
    }
    try (PreparedStatement statement = connection.prepareStatement(MARK_TABLE_ONLY)) {
      statement.setString(1, role);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return FenceRow.from(row);
      }
    }
  }
}
