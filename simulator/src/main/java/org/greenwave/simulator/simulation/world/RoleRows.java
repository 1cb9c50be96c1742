package org.greenwave.simulator.simulation.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Field.Anchor;
import org.greenwave.simulator.simulation.world.Field.Placed;
import org.greenwave.simulator.simulation.world.Field.Sample;
import org.greenwave.simulator.simulation.world.RoleDatabase.Batch;
import org.greenwave.simulator.simulation.world.RoleDatabase.Licence;
import org.greenwave.simulator.simulation.world.RoleDatabase.Session;

/** One role's rows in the role database, and the sessions that hold its fence's lock. */
final class RoleRows {
  private static final long REMEMBERED_MILLIS = 3_000;

  /**
   * The row that licenses writes.
   *
   * @param history the history of the database in which it was raised
   */
  record Fence(Licence licence, int history) {}

  /** A sample's key: no device has two periods with one end. */
  private record Key(String device, long endMillis) {}

  /** What a commit has changed: what was before it, and what it added. */
  private record Commit(
      long atMillis,
      Fence fence,
      long count,
      Map<String, Anchor> anchors,
      List<Placed> added,
      String claim) {}

  private final NavigableSet<Long> worked = new TreeSet<>();
  private final Map<Key, Sample> samples = new HashMap<>();
  private final Map<Sample, Long> ends = new HashMap<>();
  private final Map<String, String> claims = new HashMap<>();
  private final Deque<Commit> commits = new ArrayDeque<>();
  private Fence fence = new Fence(new Licence("", 0), 0);
  private long count;
  private Map<String, Anchor> anchors = Map.of();
  final List<Session> sessions = new ArrayList<>();

  Fence fence() {
    return fence;
  }

  long count() {
    return count;
  }

  Map<String, Anchor> anchors() {
    return anchors;
  }

  /** The outward actions that were claimed. */
  Set<String> claims() {
    return Set.copyOf(claims.keySet());
  }

  boolean holds(Sample sample) {
    return ends.containsKey(sample);
  }

  long volume() {
    return ends.keySet().stream().mapToLong(Sample::volume).sum();
  }

  /** Whether a transaction with this licence may write. */
  boolean licenses(Licence licence, int history) {
    return fence.licence().equals(licence) && fence.history() == history;
  }

  /** Whether the fence cannot be raised to this any more. */
  boolean refuses(Licence asked, int history) {
    return fence.licence().equals(asked)
        ? fence.history() != history
        : fence.licence().fence() >= asked.fence();
  }

  void raise(Fence raised, long nowMillis) {
    remember(new Commit(nowMillis, fence, count, anchors, List.of(), ""));
    fence = raised;
  }

  /**
   * Stores what a transaction brings. A sample whose key is taken is left out.
   *
   * @param twice told of a sample that is stored under another end already
   * @return whether the outward action was claimed by that
   */
  boolean store(Batch batch, String server, long nowMillis, Consumer<Placed> twice) {
    worked.add(nowMillis);
    if (batch.samples().isEmpty()) {
      return false;
    }
    List<Placed> added = new ArrayList<>();
    Map<String, Anchor> last = new HashMap<>(anchors);
    for (Placed placed : batch.samples()) {
      if (samples.putIfAbsent(key(placed), placed.sample()) == null) {
        added.add(placed);
        if (ends.put(placed.sample(), placed.endMillis()) != null) {
          twice.accept(placed);
        }
      }
      last.merge(placed.sample().device(), placed.anchor(), Anchor::later);
    }
    String claim = claim(batch.action(), server) ? batch.action() : "";
    remember(new Commit(nowMillis, fence, count, anchors, added, claim));
    count += added.stream().mapToLong(placed -> placed.sample().volume()).sum();
    anchors = Map.copyOf(last);
    return !claim.isEmpty();
  }

  /** Whether no transaction was committed from one instant to another. */
  boolean idle(long fromMillis, long toMillis) {
    return worked.subSet(fromMillis, toMillis).isEmpty();
  }

  private boolean claim(String action, String server) {
    return !action.isEmpty() && claims.putIfAbsent(action, server) == null;
  }

  private static Key key(Placed placed) {
    return new Key(placed.sample().device(), placed.endMillis());
  }

  private void remember(Commit commit) {
    commits.addLast(commit);
    while (commits.getFirst().atMillis() < commit.atMillis() - REMEMBERED_MILLIS) {
      commits.removeFirst();
    }
  }

  /** Takes back what was committed after an instant; tells of the claims that are lost. */
  void rollBack(long sinceMillis, Consumer<String> lostClaim) {
    worked.tailSet(sinceMillis, false).clear();
    while (!commits.isEmpty() && commits.getLast().atMillis() > sinceMillis) {
      Commit lost = commits.removeLast();
      fence = lost.fence();
      count = lost.count();
      anchors = lost.anchors();
      lost.added()
          .forEach(placed -> {
            samples.remove(key(placed));
            ends.remove(placed.sample());
          });
      if (!lost.claim().isEmpty()) {
        claims.remove(lost.claim());
        lostClaim.accept(lost.claim());
      }
    }
  }

  /** A stranger's hand. */
  void overwrite(long number) {
    fence = new Fence(new Licence("stranger", number), fence.history());
  }
}
