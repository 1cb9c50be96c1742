package org.greenwave.tss.ntcip;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.greenwave.role.FencedException;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.UnitSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers units behind the scenes, many in one transaction, on a thread of its own, because
 * registering blocks and the threads that devices answer on must not. Repeats until the database
 * takes them; ends with the source, or when the fence is refused.
 */
final class Registrar implements AutoCloseable {
  private static final long GATHER_MILLIS = 20;
  private static final long PAUSE_MILLIS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

  private record Wish(UnitSpec unit, Consumer<Registered> then) {}

  private final LinkedBlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private final String source;
  private final Intake intake;
  private final Thread thread;

  Registrar(String source, Intake intake) {
    this.source = source;
    this.intake = intake;
    this.thread = Thread.ofVirtual().name("registrar " + source).start(this::run);
  }

  void register(UnitSpec unit, Consumer<Registered> then) {
    wishes.add(new Wish(unit, then));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        List<Wish> batch = new ArrayList<>();
        batch.add(wishes.take());
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        wishes.drainTo(batch);
        register(batch);
      }
    } catch (InterruptedException e) {
      LOG.debug("Registering units of {} has ended.", source);
    } catch (FencedException e) {
      LOG.info("Registering units of {} has ended: {}", source, e.getMessage());
    }
  }

  private void register(List<Wish> batch) throws InterruptedException, FencedException {
    Map<String, UnitSpec> units = new LinkedHashMap<>();
    batch.forEach(wish -> units.put(wish.unit().name(), wish.unit()));
    while (true) {
      try {
        Map<String, Registered> known = intake.register(source, List.copyOf(units.values()));
        batch.forEach(wish -> grant(wish, known));
        return;
      } catch (SQLException e) {
        LOG.debug("Units of {} could not be registered yet.", source, e);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (RuntimeException e) {
        LOG.warn("Registering units of {} failed; it is tried again.", source, e);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** One unit that breaks must not keep the others from being registered. */
  private void grant(Wish wish, Map<String, Registered> known) {
    Registered registered = known.get(wish.unit().name());
    try {
      if (registered != null) {
        wish.then().accept(registered);
      }
    } catch (RuntimeException e) {
      LOG.error("Unit {} of {} could not be told.", wish.unit().name(), source, e);
    }
  }
}
