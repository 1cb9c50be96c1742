package org.greenwave.simulator.simulation.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.greenwave.simulator.simulation.world.Field.Sample;
import org.greenwave.simulator.simulation.world.RoleDatabase.Batch;
import org.greenwave.simulator.simulation.world.RoleDatabase.Begun;
import org.greenwave.simulator.simulation.world.RoleDatabase.Session;

/**
 * The work of an active role: it asks the devices for the periods that are not stored, stores them
 * with the running count under its fence, and acts outward once for each claim that it has stored.
 */
final class RoleWork {
  private static final long ANSWER_MILLIS = 800;
  private static final long FLUSH_WAIT_MILLIS = 20;
  private static final int BATCH = 40;
  private static final long ACTION_EVERY = 5;

  private final RoleHost host;
  private Map<String, Long> last = new HashMap<>();
  private long count;
  private long activation;
  private boolean raised;
  private boolean busy;

  RoleWork(RoleHost host) {
    this.host = host;
  }

  /** The role is about to be active under a fence, raised if the database has answered. */
  void begin(long fence, Optional<Begun> answer) {
    activation++;
    busy = false;
    raised = answer.isPresent() && answer.get().fence() == fence;
    answer.ifPresent(state -> {
      last = new HashMap<>(state.lastByDevice());
      count = state.count();
    });
  }

  /** Asks the database; an answer that comes after the next activation concerns nobody. */
  private <T> void ask(Function<RoleDatabase, T> question, Consumer<Optional<T>> answer) {
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
      if (raised) {
        transaction(fence, 0, () -> busy = false);
      } else {
        raise(fence);
      }
    }
  }

  /** The database was away when the role started, or an answer was lost: begin anew with it. */
  private void raise(long fence) {
    this.<Begun>ask(
        database -> database.raise(host.role(), fence),
        answer -> {
          begin(fence, answer);
          if (answer.isPresent() && !raised) {
            host.fencedOff(fence, answer.get().fence());
          }
        });
  }

  private void transaction(long fence, long raiseTo, Runnable done) {
    String server = host.self().machine().name();
    this.<Begun>ask(
        database -> database.begin(server, host.role(), fence),
        answer -> {
          Session session = answer.map(Begun::session).orElse(null);
          if (session != null) {
            commit(session, raiseTo, done);
            return;
          }
          raised = false;
          done.run();
          answer.ifPresent(begun -> host.fencedOff(fence, begun.fence()));
        });
  }

  private void commit(Session session, long raiseTo, Runnable done) {
    List<Sample> samples = host.self().world().field().after(host.role(), last, BATCH);
    long after = count + samples.stream().mapToLong(Sample::volume).sum();
    String action =
        samples.stream()
            .filter(sample -> sample.sequence() % ACTION_EVERY == 0)
            .map(sample -> sample.device() + "/" + sample.sequence())
            .findFirst()
            .orElse("");
    Batch batch = new Batch(samples, after, action, raiseTo);
    this.<Boolean>ask(
        database -> database.commit(session, batch),
        answer -> {
          // A lost answer leaves the outcome open: what is stored is read anew.
          raised = answer.orElse(false);
          if (raised) {
            committed(batch);
          }
          done.run();
        });
  }

  private void committed(Batch batch) {
    count = batch.count();
    batch.samples().forEach(sample -> last.merge(sample.device(), sample.sequence(), Math::max));
    if (!batch.action().isEmpty()) {
      World world = host.self().world();
      String server = host.self().machine().name();
      if (world.database().claimed(host.role(), batch.action(), server)) {
        world.witnesses().forEach(w -> w.acted(server, host.role(), batch.action()));
      }
    }
  }

  /** The last transaction raises the fence to the next host's. */
  void flush(long fence, long raiseTo, Runnable done) {
    if (busy) {
      host.self().later(FLUSH_WAIT_MILLIS, "flush", () -> flush(fence, raiseTo, done));
    } else if (raised) {
      busy = true;
      transaction(fence, raiseTo, done);
    } else {
      done.run();
    }
  }
}
