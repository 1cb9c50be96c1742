package org.greenwave.simulator.simulation.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Field.Sample;
import org.jspecify.annotations.Nullable;

/**
 * The role database: rows behind a fence. A writing transaction first locks the role's fence in
 * share mode, then reads it, and holds the lock to its end; raising the fence ends the sessions of
 * lower fences and takes the lock alone.
 */
public final class RoleDatabase {
  /** A transaction that has begun. */
  static final class Session {
    final String server;
    final String role;
    final long fence;
    boolean open = true;

    Session(String server, String role, long fence) {
      this.server = server;
      this.role = role;
      this.fence = fence;
    }
  }

  /**
   * How a transaction begins, or the fence is raised.
   *
   * @param fence the fence in the row
   * @param session the transaction, when it has begun
   * @param count the running count that the host goes on from
   * @param lastByDevice the last stored sequence of each device
   */
  record Begun(long fence, @Nullable Session session, long count, Map<String, Long> lastByDevice) {}

  /**
   * What a transaction stores.
   *
   * @param count the running count after it, as its host reckons
   * @param action an outward action claimed, or empty
   * @param raiseTo the fence to raise to with this last transaction, 0 for none
   */
  record Batch(List<Sample> samples, long count, String action, long raiseTo) {}

  private static final class Rows {
    private long fence;
    private long count;
    private final Set<Sample> samples = new HashSet<>();
    private final Map<String, Long> lastByDevice = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final Set<Session> sessions = new HashSet<>();
  }

  private final World world;
  private final Map<String, Rows> roles = new HashMap<>();
  private boolean up = true;

  RoleDatabase(World world) {
    this.world = world;
  }

  /** Stops it: every open transaction is lost. */
  public void stop() {
    up = false;
    roles.values().forEach(rows -> rows.sessions.forEach(session -> session.open = false));
    roles.values().forEach(rows -> rows.sessions.clear());
  }

  public void start() {
    up = true;
  }

  public boolean up() {
    return up;
  }

  /** The fence in a role's row. */
  public long fence(String role) {
    return rows(role).fence;
  }

  /** A stranger has set the fence: a restored copy, a hand on the console. */
  public void setFence(String role, long fence) {
    rows(role).fence = fence;
  }

  /** The samples stored for a role. */
  public Set<Sample> samples(String role) {
    return rows(role).samples;
  }

  /** The running count kept for a role. */
  public long count(String role) {
    return rows(role).count;
  }

  private Rows rows(String role) {
    return roles.computeIfAbsent(role, _ -> new Rows());
  }

  void disconnected(String server) {
    for (Rows rows : roles.values()) {
      rows.sessions.removeIf(session -> ended(session, session.server.equals(server)));
    }
  }

  private static boolean ended(Session session, boolean ends) {
    if (ends) {
      session.open = false;
    }
    return ends;
  }

  /** Raises the fence, unless it is higher already. */
  Begun raise(String role, long fence) {
    Rows rows = rows(role);
    if (rows.fence <= fence) {
      rows.sessions.removeIf(session -> ended(session, session.fence < fence));
      rows.fence = fence;
    }
    return new Begun(rows.fence, null, rows.count, Map.copyOf(rows.lastByDevice));
  }

  /** Locks the fence in share mode, then reads it. */
  Begun begin(String server, String role, long fence) {
    Rows rows = rows(role);
    boolean taken = rows.fence == fence || world.has(Bug.FENCE_NOT_CHECKED);
    Session session = taken ? new Session(server, role, fence) : null;
    if (session != null) {
      rows.sessions.add(session);
    }
    return new Begun(rows.fence, session, rows.count, Map.copyOf(rows.lastByDevice));
  }

  /** Commits a transaction; false when its session has been ended. */
  boolean commit(Session session, Batch batch) {
    Rows rows = rows(session.role);
    boolean open = session.open || world.has(Bug.FENCE_NOT_CHECKED);
    if (!open) {
      return false;
    }
    if (session.fence != rows.fence) {
      world.broken(
          Law.L2,
          "%s committed for %s under fence %d when the fence was %d"
              .formatted(session.server, session.role, session.fence, rows.fence));
    }
    rows.sessions.remove(session);
    session.open = false;
    rows.samples.addAll(batch.samples());
    batch
        .samples()
        .forEach(sample -> rows.lastByDevice.merge(sample.device(), sample.sequence(), Math::max));
    rows.count = batch.count();
    if (!batch.action().isEmpty()) {
      rows.claims.putIfAbsent(batch.action(), session.server);
    }
    if (batch.raiseTo() > 0) {
      raise(session.role, batch.raiseTo());
    }
    return true;
  }

  boolean claimed(String role, String action, String server) {
    return server.equals(rows(role).claims.get(action));
  }
}
