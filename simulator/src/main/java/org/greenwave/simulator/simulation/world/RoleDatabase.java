package org.greenwave.simulator.simulation.world;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Field.Anchor;
import org.greenwave.simulator.simulation.world.Field.Placed;
import org.greenwave.simulator.simulation.world.Field.Sample;
import org.jspecify.annotations.Nullable;

/**
 * The role database: rows behind a fence. A writing transaction first locks the role's fence in
 * share mode, then reads it, and holds the lock to its end. Raising the fence ends the sessions of
 * lower fences, waits until nobody holds the lock, and takes it alone. The fence licenses writes
 * only in the history of the database in which it was raised.
 */
public final class RoleDatabase {
  private static final long ENDING_MILLIS = 2;

  /** A transaction that has begun. */
  static final class Session {
    final String role;
    final Licence licence;
    boolean open = true;

    Session(String role, Licence licence) {
      this.role = role;
      this.licence = licence;
    }
  }

  /** What a host claims to be licensed by. */
  record Licence(String server, long fence) {}

  /**
   * How a transaction begins, or the fence is raised.
   *
   * @param fence the fence in the row
   * @param licensed whether it licenses the asker
   * @param session the transaction, when it has begun
   * @param anchors the last stored period of each device
   */
  record Begun(
      long fence, boolean licensed, @Nullable Session session, Map<String, Anchor> anchors) {}

  /**
   * What a transaction stores.
   *
   * @param action an outward action claimed, or empty
   */
  record Batch(List<Placed> samples, String action) {}

  private final World world;
  private final SortedMap<String, RoleRows> roles = new TreeMap<>();
  private boolean up = true;
  private int ends;
  private int history;
  private long changedAtMillis;

  RoleDatabase(World world) {
    this.world = world;
  }

  /** Stops it: every open transaction is lost. */
  public void stop() {
    up = false;
    ends++;
    changedAtMillis = world.agenda().nowMillis();
    for (RoleRows rows : roles.values()) {
      rows.sessions.forEach(session -> session.open = false);
      rows.sessions.clear();
    }
  }

  public void start() {
    if (!up) {
      up = true;
      changedAtMillis = world.agenda().nowMillis();
    }
  }

  /** For how long it has been up, with one history. */
  public long soundMillis() {
    return up ? world.agenda().nowMillis() - changedAtMillis : 0;
  }

  public boolean up() {
    return up;
  }

  /** How often its process has ended so far. */
  int ends() {
    return ends;
  }

  /** A standby takes its place, which has not got the commits of the last while. */
  public void promote(long lostMillis) {
    stop();
    history++;
    long since = world.agenda().nowMillis() - lostMillis;
    roles.forEach((role, rows) ->
        rows.rollBack(
            since, claim -> world.witnesses().forEach(witness -> witness.claimLost(role, claim))));
    start();
  }

  /** The fence in a role's row. */
  public long fence(String role) {
    return rows(role).fence().licence().fence();
  }

  /** Whether a server may write for a role under a fence. */
  public boolean licenses(String role, String server, long fence) {
    return rows(role).licenses(new Licence(server, fence), history);
  }

  /** A stranger has set the fence: a restored copy, a hand on the console. */
  public void setFence(String role, long fence) {
    rows(role).overwrite(fence);
  }

  /** Whether a sample is stored for a role. */
  public boolean holds(String role, Sample sample) {
    return rows(role).holds(sample);
  }

  /** What the samples stored for a role add up to. */
  public long volume(String role) {
    return rows(role).volume();
  }

  /** The running count kept for a role. */
  public long count(String role) {
    return rows(role).count();
  }

  /** Whether nothing was stored for a role from one instant to another. */
  public boolean idle(String role, long fromMillis, long toMillis) {
    return rows(role).idle(fromMillis, toMillis);
  }

  private RoleRows rows(String role) {
    return roles.computeIfAbsent(role, _ -> new RoleRows());
  }

  void disconnected(String server) {
    roles.values().forEach(rows -> close(rows, server));
  }

  private static void close(RoleRows rows, String server) {
    List.copyOf(rows.sessions).stream()
        .filter(session -> session.licence.server().equals(server))
        .forEach(session -> end(rows, session));
  }

  private static void end(RoleRows rows, Session session) {
    session.open = false;
    rows.sessions.remove(session);
  }

  /** Raises the fence for a server, unless it is another's or higher already. */
  void raise(String role, Licence asked, Consumer<Begun> answer) {
    RoleRows rows = rows(role);
    if (rows.refuses(asked, history)) {
      answer.accept(begun(rows, false, null));
    } else if (rows.sessions.isEmpty()) {
      set(role, asked);
      answer.accept(begun(rows, true, null));
    } else {
      endLower(rows, asked.fence());
      int since = ends;
      Runnable again = () -> raise(role, asked, answer);
      world.agenda().in(ENDING_MILLIS, EventKind.LOCK, () -> ifUpSince(since, again));
    }
  }

  private void endLower(RoleRows rows, long fence) {
    for (Session session : rows.sessions) {
      if (session.licence.fence() < fence) {
        long takes = world.chance().workMillis(1);
        world.agenda().in(takes, EventKind.LOCK, () -> end(rows, session));
      }
    }
  }

  private void ifUpSince(int since, Runnable action) {
    if (since == ends) {
      action.run();
    }
  }

  private void set(String role, Licence licence) {
    RoleRows rows = rows(role);
    long before = rows.fence().licence().fence();
    rows.raise(new RoleRows.Fence(licence, history), world.agenda().nowMillis());
    world.witnesses().forEach(witness -> witness.fenced(role, before, licence.fence()));
  }

  private static Begun begun(RoleRows rows, boolean licensed, @Nullable Session session) {
    return new Begun(rows.fence().licence().fence(), licensed, session, rows.anchors());
  }

  /** Locks the fence in share mode, then reads it. */
  Begun begin(String role, Licence licence) {
    RoleRows rows = rows(role);
    if (!rows.licenses(licence, history) && !world.has(Bug.FENCE_NOT_CHECKED)) {
      return begun(rows, false, null);
    }
    Session session = new Session(role, licence);
    if (!world.has(Bug.FENCE_READ_WITHOUT_LOCK)) {
      rows.sessions.add(session);
    }
    return begun(rows, true, session);
  }

  /**
   * What has become of a transaction.
   *
   * @param done false when its session has been ended
   * @param claimed whether its outward action is its host's, who may act now
   */
  record Committed(boolean done, boolean claimed) {}

  /** Commits a transaction. */
  Committed commit(Session session, Batch batch) {
    RoleRows rows = rows(session.role);
    if (!session.open && !world.has(Bug.FENCE_NOT_CHECKED)) {
      return new Committed(false, false);
    }
    if (!rows.licenses(session.licence, history)) {
      world.broken(Law.L2, "%s committed when %s held".formatted(session.licence, rows.fence()));
    }
    end(rows, session);
    String server = session.licence.server();
    boolean claimed =
        rows.store(
            batch,
            server,
            world.agenda().nowMillis(),
            placed -> world.broken(Law.L3, "%s stored %s again".formatted(server, placed)));
    return new Committed(true, claimed);
  }

  /** Hands the fence to the next host, if the old one still has it; it has closed its sessions. */
  boolean handOver(String role, Licence from, Licence next) {
    RoleRows rows = rows(role);
    if (!rows.licenses(from, history)) {
      return false;
    }
    close(rows, from.server());
    set(role, next);
    return true;
  }
}
