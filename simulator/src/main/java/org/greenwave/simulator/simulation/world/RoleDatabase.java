package org.greenwave.simulator.simulation.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.greenwave.directory.Role;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Field.Anchor;
import org.greenwave.simulator.simulation.world.Field.Placed;
import org.greenwave.simulator.simulation.world.Field.Sample;
import org.jspecify.annotations.Nullable;

/**
 * The server of role databases: rows behind a fence, for each role in each database that it has or
 * had. A writing transaction first locks the role's fence in share mode, then reads it, and holds
 * the lock to its end. Raising the fence ends the sessions of lower fences, waits until nobody
 * holds the lock, and takes it alone. The fence licenses writes only in the history of the database
 * in which it was raised.
 */
public final class RoleDatabase {
  private static final long ENDING_MILLIS = 2;
  private static final char SEPARATOR = '@';

  /** A transaction that has begun. */
  static final class Session {
    final String place;
    final Licence licence;
    boolean open = true;

    Session(String place, Licence licence) {
      this.place = place;
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

  /** Where the latest host of a role has begun, and under which fence. */
  private record Place(String name, long fence) {}

  private final World world;
  private final Map<String, Place> begun = new HashMap<>();
  private final SortedMap<String, RoleRows> places = new TreeMap<>();
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
    for (RoleRows rows : places.values()) {
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
    places.forEach((place, rows) -> rows.rollBack(since, claim -> claimLost(place, claim)));
    start();
  }

  /** Whether a server may write for a role under a fence, in the database that the role has now. */
  public boolean licenses(String role, String server, long fence) {
    return current(role).licenses(new Licence(server, fence), history);
  }

  /** A stranger has set the fence: a restored copy, a hand on the console. */
  public void setFence(String role, long fence) {
    current(role).overwrite(fence);
  }

  /** Whether a sample is stored for a role, in whichever database the role had then. */
  public boolean holds(String role, Sample sample) {
    return all(role).anyMatch(rows -> rows.holds(sample));
  }

  /** What the samples stored for a role add up to. */
  public long volume(String role) {
    return all(role).mapToLong(RoleRows::volume).sum();
  }

  /** The running counts kept for a role. */
  public long count(String role) {
    return all(role).mapToLong(RoleRows::count).sum();
  }

  /** Whether nothing was stored for a role from one instant to another. */
  public boolean idle(String role, long fromMillis, long toMillis) {
    return all(role).allMatch(rows -> rows.idle(fromMillis, toMillis));
  }

  /** What tells one database of a role from another. */
  static String place(String role, Role.Database database) {
    return role + SEPARATOR + database.url();
  }

  private static String role(String place) {
    return place.substring(0, place.indexOf(SEPARATOR));
  }

  private RoleRows rows(String place) {
    return places.computeIfAbsent(place, _ -> new RoleRows());
  }

  private RoleRows current(String role) {
    return rows(currentPlace(role));
  }

  private String currentPlace(String role) {
    Role recorded = world.log().directoryAt(world.log().last()).roles().get(role);
    return recorded == null ? role + SEPARATOR : place(role, recorded.database());
  }

  /** Whether somebody was granted the role later and has begun in another database. */
  private boolean left(Session session) {
    Place latest = begun.get(role(session.place));
    return latest != null
        && latest.fence() > session.licence.fence()
        && !latest.name().equals(session.place);
  }

  private Stream<RoleRows> all(String role) {
    return places.entrySet().stream()
        .filter(entry -> role(entry.getKey()).equals(role))
        .map(Map.Entry::getValue);
  }

  private void claimLost(String place, String claim) {
    world.witnesses().forEach(witness -> witness.claimLost(role(place), claim));
  }

  void disconnected(String server) {
    places.values().forEach(rows -> close(rows, server));
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

  /** Raises the fence for a server that begins there, unless it is another's or higher already. */
  void raise(String place, Licence asked, Consumer<Begun> answer) {
    seal(
        place,
        asked,
        held -> {
          if (held.licensed()) {
            begins(place, asked);
          }
          answer.accept(held);
        });
  }

  /** Raises it likewise, in a database that the role has left. */
  void seal(String place, Licence asked, Consumer<Begun> answer) {
    RoleRows rows = rows(place);
    if (rows.refuses(asked, history)) {
      answer.accept(begun(rows, false, null));
    } else if (rows.sessions.isEmpty()) {
      set(place, asked);
      answer.accept(begun(rows, true, null));
    } else {
      endLower(rows, asked.fence());
      int since = ends;
      Runnable again = () -> seal(place, asked, answer);
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

  private void set(String place, Licence licence) {
    RoleRows rows = rows(place);
    long before = rows.fence().licence().fence();
    rows.raise(new RoleRows.Fence(licence, history), world.agenda().nowMillis());
    world.witnesses().forEach(witness -> witness.fenced(role(place), before, licence.fence()));
  }

  /** A host begins: what was claimed in another database of the role is not known in this one. */
  private void begins(String place, Licence licence) {
    String role = role(place);
    begun.put(role, new Place(place, licence.fence()));
    places.forEach((other, rows) -> {
      if (!other.equals(place) && role(other).equals(role)) {
        rows.claims().forEach(claim -> claimLost(other, claim));
      }
    });
  }

  private static Begun begun(RoleRows rows, boolean licensed, @Nullable Session session) {
    return new Begun(rows.fence().licence().fence(), licensed, session, rows.anchors());
  }

  /** Locks the fence in share mode, then reads it. */
  Begun begin(String place, Licence licence) {
    RoleRows rows = rows(place);
    if (!rows.licenses(licence, history) && !world.has(Bug.FENCE_NOT_CHECKED)) {
      return begun(rows, false, null);
    }
    Session session = new Session(place, licence);
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
    RoleRows rows = rows(session.place);
    if (!session.open && !world.has(Bug.FENCE_NOT_CHECKED)) {
      return new Committed(false, false);
    }
    if (!rows.licenses(session.licence, history)) {
      world.broken(Law.L2, "%s committed when %s held".formatted(session.licence, rows.fence()));
    }
    if (left(session)) {
      world.broken(
          Law.L2, "%s committed in %s, which was left".formatted(session.licence, session.place));
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
  boolean handOver(String place, Licence from, Licence next) {
    RoleRows rows = rows(place);
    if (!rows.licenses(from, history)) {
      return false;
    }
    close(rows, from.server());
    set(place, next);
    begins(place, next);
    return true;
  }
}
