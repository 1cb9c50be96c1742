package org.greenwave.tss;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.greenwave.role.RoleStore;
import org.greenwave.tss.TssSettings.SourceSettings;
import org.greenwave.tss.probe.ProbeKind;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DatabaseClock;
import org.greenwave.tss.store.DayPartitions;
import org.greenwave.tss.store.FencedStore;
import org.greenwave.tss.store.SampleReports;
import org.greenwave.tss.store.ScratchStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Activations on the side, with a probe for its only source and tables that nobody sees: so the
 * first one after a failover waits neither for a class to be loaded nor for a session to be opened.
 * It leaves nothing behind in the database, and ends at once when it is asked to.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final String SOURCE = "rehearsal";
  private static final int ROUNDS = 20;
  private static final int ACTIVATIONS = 8;
  private static final int COMMITS = 6;
  private static final Duration LENGTH = Duration.ofMillis(400);
  private static final Duration AT_MOST_AFTER = Duration.ofMillis(200);
  private static final int PACE_MILLIS = 5;

  private final RoleStore store;
  private final Path folder;
  private final DatabaseClock clock;
  private @Nullable Thread thread;

  Rehearsal(RoleStore store, Path folder, DatabaseClock clock) {
    this.store = store;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Begins, the first time that it is called. Not on a virtual thread: whoever interrupts one that
   * waits for the database cuts its connection, and activation would find none.
   */
  synchronized void begin() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name(SOURCE).start(this::run);
    }
  }

  /** Ends soon. */
  synchronized void end() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      new SampleReports(store).totals();
      Catalogue catalogue = new Catalogue(clock);
      readCurrent(catalogue);
      LOG.debug("Rehearsed {} transactions.", activate(catalogue));
    } catch (InterruptedException e) {
      LOG.debug("The rehearsal ended early.");
    } catch (Exception e) {
      LOG.debug("The rehearsal failed; the first activation may take a little longer.", e);
    }
  }

  /** Read until it is compiled, on this side and in the database's session; large ones once. */
  private void readCurrent(Catalogue catalogue) throws Exception {
    long began = System.nanoTime();
    for (int round = 0; round < ROUNDS && !isOver(began); round++) {
      catalogue.loadCurrent(store);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Answers how many transactions there were, so that it is really done. */
  long activate(Catalogue catalogue) throws Exception {
    long transactions = 0;
    for (int round = 0; round < ACTIVATIONS; round++) {
      transactions += activateOnce(catalogue);
    }
    return transactions;
  }

  private long activateOnce(Catalogue catalogue) throws Exception {
    DayPartitions days = new DayPartitions();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    days.created(Set.of(today, today.plusDays(1)));
    Activation activation =
        new Activation(
            new WaitingThread(),
            new FencedStore(new ScratchStore(store), 0),
            catalogue,
            days,
            samples -> {});
    try (Sources sources = new Sources(new SourceContext(catalogue, folder, clock))) {
      sources.apply(Map.of(SOURCE, new SourceSettings(new ProbeKind(), probe())));
      sources.start(activation.intake());
      write(activation);
    } finally {
      activation.stop(AT_MOST_AFTER);
    }
    return activation.progress("").committed();
  }

  /** Until it has committed as a host does, however long one commit takes here; not for ever. */
  private static void write(Activation activation) throws InterruptedException {
    long began = System.nanoTime();
    do {
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    } while (activation.progress("").committed() < COMMITS && !isOver(began));
  }

  private static boolean isOver(long beganNanos) {
    return System.nanoTime() - beganNanos > LENGTH.toNanos();
  }

  private static ObjectNode probe() {
    return JsonMapper.shared().createObjectNode().put("everyMillis", PACE_MILLIS);
  }
}
