package org.greenwave.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One role's database as one server sees it. Making one does not need the database to be there;
 * {@link #connect} is called until it succeeds, and again whenever the database was lost.
 *
 * <p>There are two pools: the role's own, and a small one for fence and probes, so that a role that
 * uses all its sessions can neither delay an activation nor look like a lost database.
 *
 * <p>States: connecting → (upgrading →) connected ⇄ unreachable. They are soft: losing them costs
 * one call of {@link #connect}.
 */
public final class RoleDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoleDatabase.class);
  private static final int ROLE_SESSIONS = 4;
  private static final int CONTROL_SESSIONS = 2;
  private static final Duration LONGEST_REPORT = Duration.ofSeconds(30);

  /** Whoever raises a fence does not wait for a server that is frozen while it upgrades. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  static final Duration LONGEST_CONTROL = Duration.ofSeconds(3);

  private final RoleDatabaseSettings settings;
  private final InstantSource clock;
  private final RoleSchema schema;
  private final SessionPool roleSessions;
  private final SessionPool controlSessions;
  private final PooledRoleStore store;
  private final Fences fences;
  private volatile DatabaseState state;
  private volatile String version = "";
  private boolean rehearsed;

  private RoleDatabase(RoleDatabaseSettings settings, RoleSchema schema, InstantSource clock) {
    this.settings = settings;
    this.schema = schema;
    this.clock = clock;
    this.roleSessions = SessionPool.open(settings, ROLE_SESSIONS, LONGEST_REPORT);
    this.controlSessions = SessionPool.open(settings, CONTROL_SESSIONS, LONGEST_CONTROL);
    this.store = new PooledRoleStore(settings, roleSessions);
    this.fences =
        new Fences(settings, controlSessions, () -> schema.prepare(() -> {}, LONGEST_WAIT));
    this.state = new DatabaseState.Connecting(clock.instant(), settings.url());
  }

  /**
   * Makes one that is not connected yet.
   *
   * @param migrations class path folder of the role's migrations; empty if it has none
   * @param loader finds that folder
   */
  public static RoleDatabase of(
      RoleDatabaseSettings settings, String migrations, ClassLoader loader, InstantSource clock) {
    return new RoleDatabase(settings, new RoleSchema(settings, migrations, loader), clock);
  }

  /**
   * Makes or upgrades the schema and opens a session in each pool, so that activation finds them
   * warm. Blocks while another server upgrades.
   */
  public synchronized DatabaseState connect() {
    try {
      version =
          schema.prepare(
              () -> state = new DatabaseState.Upgrading(clock.instant(), settings.url()),
              RoleSchema.LONGEST_MIGRATION);
      roleSessions.warm();
      controlSessions.warm();
      rehearse();
      if (!(state instanceof DatabaseState.Connected)) {
        state = new DatabaseState.Connected(clock.instant(), settings.url(), version);
      }
    } catch (SQLException e) {
      lost(Trouble.of(e, settings.url()));
    }
    return state;
  }

  /** Once; that it fails says nothing that the real thing would not say better. */
  private void rehearse() {
    if (!rehearsed) {
      rehearsed = true;
      try {
        fences.rehearse();
      } catch (SQLException e) {
        LOG.debug("Raising a fence could not be rehearsed.", e);
      }
    }
  }

  /** How it was when it was last asked. */
  public DatabaseState state() {
    return state;
  }

  public RoleStore store() {
    return store;
  }

  public Fences fences() {
    return fences;
  }

  /**
   * Runs a role's last work under a fence, and by the same transaction hands that to the next host
   * (rule 6).
   *
   * @throws FencedException when the database holds another fence; nothing was written
   * @throws SQLException as for a write, with SQLState 55P03 when others are still writing for the
   *     role; nothing was written or handed over, unless the connection broke during the commit
   */
  public <T> T handOver(long fence, long to, String nextServer, RoleStore.Work<T> lastWork)
      throws SQLException, FencedException {
    return store.handOver(fence, to, nextServer, lastWork);
  }

  public RoleDatabaseSettings settings() {
    return settings;
  }

  /**
   * Writes and commits a row of this server's own: a full or read-only disk shows only so. A server
   * whose role has no session yet could not activate it.
   */
  public WriteProbe probe() {
    long began = System.nanoTime();
    Optional<Trouble> trouble = Optional.empty();
    try {
      controlSessions.single(this::writeProbe);
      roleSessions.keepOne();
      back();
    } catch (SQLException e) {
      trouble = Optional.of(Trouble.of(e, settings.url()));
      trouble.ifPresent(this::lost);
    }
    return new WriteProbe(Duration.ofNanos(System.nanoTime() - began), trouble);
  }

  private boolean writeProbe(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into probe values (?, clock_timestamp())"
                + " on conflict (server) do update set written_at = excluded.written_at")) {
      statement.setString(1, settings.server());
      return statement.execute();
    }
  }

  @Override
  public void close() {
    roleSessions.close();
    controlSessions.close();
  }

  /** What was connected once is connected again; an upgrade or a first connecting goes its way. */
  private void back() {
    if (state instanceof DatabaseState.Unreachable && !version.isEmpty()) {
      state = new DatabaseState.Connected(clock.instant(), settings.url(), version);
    }
  }

  /** It stays unreachable since the first failure, with the newest reason. */
  private void lost(Trouble trouble) {
    state =
        switch (state) {
          case DatabaseState.Unreachable(var since, var before) ->
              new DatabaseState.Unreachable(since, trouble);
          case DatabaseState.Connecting c -> unreachable(trouble);
          case DatabaseState.Upgrading u -> unreachable(trouble);
          case DatabaseState.Connected c -> unreachable(trouble);
        };
  }

  private DatabaseState unreachable(Trouble trouble) {
    return new DatabaseState.Unreachable(clock.instant(), trouble);
  }
}
