package org.greenwave.simulator.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.Field.Anchor;
import org.greenwave.simulator.simulation.world.Field.Placed;
import org.greenwave.simulator.simulation.world.RoleDatabase.Batch;
import org.greenwave.simulator.simulation.world.RoleDatabase.Begun;
import org.greenwave.simulator.simulation.world.RoleDatabase.Committed;
import org.greenwave.simulator.simulation.world.RoleDatabase.Licence;
import org.greenwave.simulator.simulation.world.RoleDatabase.Session;

/**
 * The work of an active role: it asks the devices for the periods that are not stored, stores them
 * under its fence, and acts outward once for each claim that it has stored.
 */
final class RoleWork {
  private static final long ANSWER_MILLIS = 800;
  private static final long FLUSH_WAIT_MILLIS = 20;
  private static final int BATCH = 40;
  private static final long ACTION_EVERY = 3;

  private final RoleHost host;
  private Map<String, Anchor> anchors = Map.of();
  private long activation;
  private boolean handed;
  private boolean busy;

  /** What was to be stored when no answer came: it may be stored, and still may come to be. */
  private List<Placed> unsure = List.of();

  RoleWork(RoleHost host) {
    this.host = host;
  }

  /** The role is about to be active under a fence that it has raised. */
  void begin(Begun held) {
    beginAnew();
    goOnFrom(held);
  }

  private void beginAnew() {
    activation++;
    busy = false;
    unsure = List.of();
  }

  /** The old host has raised the fence; what is stored is read by the first transaction. */
  void beginHanded() {
    beginAnew();
    handed = true;
  }

  private void goOnFrom(Begun state) {
    anchors = state.anchors();
    handed = false;
  }

  /** Asks the database; an answer that comes after the next activation concerns nobody. */
  private <T> void ask(Incarnation.Question<T> question, Consumer<Optional<T>> answer) {
    long asked = activation;
    host.self()
        .ask(
            question,
            ANSWER_MILLIS,
            found -> {
              if (asked == activation) {
                answer.accept(found);
              }
            });
  }

  void turn(long fence) {
    if (!busy) {
      busy = true;
      transaction(fence);
    }
  }

  private void transaction(long fence) {
    String place = host.place();
    this.<Begun>ask(
        (database, reply) -> reply.accept(database.begin(place, host.licence(fence))),
        answer -> {
          Session session = answer.map(Begun::session).orElse(null);
          if (session != null) {
            if (handed) {
              goOnFrom(answer.orElseThrow());
            }
            commit(session);
            return;
          }
          busy = false;
          answer.ifPresent(begun -> host.fencedOff(fence, begun.fence()));
        });
  }

  /**
   * A lost answer leaves the outcome open, so the same is brought again: under the same ends none
   * of it is stored twice. What could be read meanwhile need not show what is on its way still.
   */
  private void commit(Session session) {
    Batch batch = collected();
    this.<Committed>ask(
        (database, reply) -> reply.accept(database.commit(session, batch)),
        answer -> {
          Committed outcome = answer.orElseGet(this::unanswered);
          unsure = outcome.done() ? List.of() : batch.samples();
          if (outcome.claimed() && !world().has(Bug.ACTS_BEFORE_COMMIT)) {
            act(batch);
          }
          busy = false;
        });
  }

  private Batch collected() {
    List<Placed> samples = new ArrayList<>(unsure);
    samples.addAll(poll());
    Batch batch = new Batch(List.copyOf(samples), action(samples));
    if (world().has(Bug.ACTS_BEFORE_COMMIT)) {
      act(batch);
    }
    goOnFrom(batch);
    return batch;
  }

  private Committed unanswered() {
    return new Committed(world().has(Bug.LOST_ANSWER_TAKEN_FOR_COMMIT), false);
  }

  private World world() {
    return host.self().world();
  }

  private List<Placed> poll() {
    Field field = host.self().world().field();
    long wallMillis = host.self().machine().clocks().wall().toEpochMilli();
    List<Placed> samples = field.after(host.role(), anchors, wallMillis, BATCH);
    if (!host.self().world().has(Bug.PERIOD_FROM_OWN_CLOCK)) {
      return samples;
    }
    Anchor own = field.byClock(wallMillis);
    return samples.stream()
        .map(placed -> new Placed(placed.sample(), own.endOf(placed.sample().sequence())))
        .toList();
  }

  private static String action(List<Placed> samples) {
    return samples.stream()
        .map(Placed::sample)
        .filter(sample -> sample.sequence() % ACTION_EVERY == 0)
        .map(sample -> sample.device() + "/" + sample.sequence())
        .findFirst()
        .orElse("");
  }

  private void goOnFrom(Batch batch) {
    Map<String, Anchor> last = new HashMap<>(anchors);
    for (Placed placed : batch.samples()) {
      last.merge(placed.sample().device(), placed.anchor(), Anchor::later);
    }
    anchors = last;
  }

  private void act(Batch batch) {
    if (!batch.action().isEmpty()) {
      String server = host.self().machine().name();
      world().witnesses().forEach(w -> w.acted(server, host.role(), batch.action()));
    }
  }

  /** The last transaction raises the fence to the next host's; told whether it did. */
  void handOver(long fence, Licence next, Consumer<Boolean> done) {
    if (busy) {
      host.self().later(FLUSH_WAIT_MILLIS, EventKind.FLUSH, () -> handOver(fence, next, done));
    } else {
      busy = true;
      String place = host.place();
      this.<Boolean>ask(
          (database, reply) -> reply.accept(database.handOver(place, host.licence(fence), next)),
          answer -> done.accept(answer.orElse(false)));
    }
  }
}
