package org.greenwave.tss;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.FencedException;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.greenwave.role.Progress.Condition;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RoleStore;
import org.greenwave.tss.ready.Spare;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.Import;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.store.AnswerStore;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DatabaseClock;
import org.greenwave.tss.store.DayPartitions;
import org.greenwave.tss.store.FencedStore;
import org.greenwave.tss.store.SampleReports;
import org.greenwave.tss.store.SqlFaults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traffic-sensor role on one server. Standby reads the catalogue and opens the sources;
 * activation reads the current values again, which are the anchors, or all of it where it has
 * changed, and starts the sources; release stops them, then flushes. All but {@link #progress} and
 * {@link #answer} come one at a time.
 */
final class TssRole implements HostedRole {
  private static final Duration FLUSH = Duration.ofMillis(700);
  private static final long TICK_MILLIS = 250;
  private static final long LOOK_MILLIS = 2000;
  private static final long RETRY_MILLIS = 10_000;

  /** A standby that knows what its host has registered needs not read it when it takes over. */
  private static final long KEEP_UP_MILLIS = 5_000;

  /** The first samples after a takeover come before what only viewers and new units need. */
  private static final long REFRESH_MILLIS = 500;

  private static final long CATALOGUE_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Logger LOG = LoggerFactory.getLogger(TssRole.class);

  private final RoleContext context;
  private final AnswerStore asked;
  private final DatabaseClock clock;
  private final Catalogue catalogue;
  private final DayPartitions days = new DayPartitions();
  private final Sources sources;
  private final RoleAnswers answers;
  private final LiveZones live;
  private final Collecting collecting;
  private final Rate rate = new Rate();
  private final Rehearsal rehearsal;
  private final Spare<WaitingThread> writing = WaitingThread.spare();
  private final ScheduledExecutorService ticker;
  private final ReentrantLock keepingUp = new ReentrantLock();
  private volatile TssSettings settings = new TssSettings(90, 300, Map.of());
  private volatile String taken = "";
  private volatile Condition resting = Condition.PREPARED;
  private volatile @Nullable Activation activation;
  private volatile long catalogueNanos = System.nanoTime() - CATALOGUE_AGE_NANOS;

  TssRole(RoleContext context) {
    this(context, new DatabaseClock(context.clock()));
  }

  /** By a clock of the database's of which nothing is known yet. */
  TssRole(RoleContext context, DatabaseClock clock) {
    this.context = context;
    this.clock = clock;
    this.catalogue = new Catalogue(clock);
    this.asked = new AnswerStore(context.store());
    this.sources = new Sources(new SourceContext(catalogue, context.folder(), clock));
    this.live = new LiveZones(catalogue, () -> settings, clock, context.listener());
    this.collecting = new Collecting(catalogue, sources::statuses);
    this.rehearsal = new Rehearsal(context.store(), context.folder(), clock);
    RoleFacts facts = new RoleFacts(sources, rate, () -> settings);
    this.answers = new RoleAnswers(catalogue, new SampleReports(asked), facts, clock);
    this.ticker =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tick " + context.role()).factory());
    ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    ticker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    beside(sources::retry, RETRY_MILLIS);
    beside(this::keepUp, KEEP_UP_MILLIS);
  }

  /** Done again and again, on a thread of its own: it may wait for others. */
  private void beside(Runnable work, long everyMillis) {
    ticker.scheduleWithFixedDelay(
        () -> Thread.ofVirtual().start(work), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void standby(String text) throws Exception {
    settings = sound(text);
    loadCatalogue(context.store());
    days.load(context.store());
    apply(text);
    resting = Condition.WARM;
    writing.refill();
    rehearsal.begin();
  }

  @Override
  public void activate(long fence, String text) throws Exception {
    rehearsal.end();
    if (resting == Condition.PREPARED || !text.equals(taken)) {
      settings = sound(text);
      loadCatalogue(context.store());
      apply(text);
    }
    if (catalogue.loadCurrent(context.store())) {
      LOG.info("{}: all units and zones were read anew.", context.role());
      days.load(context.store());
    }
    Activation started =
        new Activation(
            writing.take(),
            new FencedStore(context.store(), fence),
            catalogue,
            days,
            samples -> {
              live.committed(samples);
              rate.add(samples.size(), System.nanoTime());
            });
    activation = started;
    try {
      sources.start(started.intake());
    } catch (RuntimeException | Error halfway) {
      release();
      throw halfway;
    }
    ticker.schedule(this::refreshCatalogue, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void reconfigure(String text) throws Exception {
    settings = sound(text);
    apply(text);
  }

  /** Taken is only what was done to its end: activation does the rest. */
  private void apply(String text) {
    sources.apply(settings.sources());
    taken = text;
  }

  @Override
  public Progress progress() {
    Activation active = activation;
    return active == null
        ? new Progress(0, 0, resting, "Ready.")
        : active.progress(collecting.sentence());
  }

  @Override
  public void release() {
    sources.stop();
    Activation active = activation;
    if (active != null) {
      active.stop(FLUSH);
      activation = null;
      writing.refillBeside();
    }
    resting = Condition.WARM;
  }

  @Override
  public Answer answer(Call call) throws Exception {
    try {
      return answered(call);
    } catch (FencedException superseded) {
      return Answer.problem(
          503, "Not the host", "Another server is taking the role over; ask again in a moment.");
    } catch (SQLException e) {
      if (!SqlFaults.databaseAway(e)) {
        throw e;
      }
      LOG.warn("{}: the role database does not answer: {}", context.role(), e.getMessage());
      return Answer.problem(
          503, "No database", "The role database does not answer just now; ask again in a moment.");
    }
  }

  private Answer answered(Call call) throws Exception {
    if (call.path().startsWith("import/")) {
      return runImport(call);
    }
    if (!call.method().equals("GET")) {
      return Answer.problem(405, "Not allowed", "Only GET is understood here.");
    }
    if (activation == null && System.nanoTime() - catalogueNanos > CATALOGUE_AGE_NANOS) {
      loadCatalogue(asked);
    }
    return answers.answer(call);
  }

  @Override
  public void close() {
    rehearsal.end();
    release();
    writing.close();
    ticker.shutdownNow();
    sources.close();
    resting = Condition.PREPARED;
  }

  private Answer runImport(Call call) throws Exception {
    Activation active = activation;
    if (!call.method().equals("POST")) {
      return Answer.problem(405, "Not allowed", "Only POST is understood here.");
    }
    if (active == null) {
      return Answer.problem(
          503, "Not the host", "Only the role's host can import; ask again when there is one.");
    }
    String path = call.path().substring("import/".length());
    Optional<Import> found =
        ServiceLoader.load(Import.class, Import.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.path().equals(path))
            .findFirst();
    return found.isPresent()
        ? found.get().run(call, active.intake())
        : Answer.problem(404, "Not found", "Nothing can be imported as " + path + ".");
  }

  private static TssSettings sound(String text) {
    List<String> problems = new ArrayList<>();
    TssSettings read = TssSettings.read(text, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return read;
  }

  private void loadCatalogue(RoleStore store) throws SQLException {
    catalogue.load(store);
    catalogueNanos = System.nanoTime();
  }

  private void keepUp() {
    if (activation == null && resting == Condition.WARM && keepingUp.tryLock()) {
      try {
        catalogue.loadIfChanged(asked);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("The catalogue stays as it was; activation reads it anew.", e);
      } finally {
        keepingUp.unlock();
      }
    }
  }

  /** Units may have been registered while this one became the host. */
  private void refreshCatalogue() {
    try {
      loadCatalogue(context.store());
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The catalogue stays as it was read at standby.", e);
    }
  }

  private void tick() {
    try {
      live.send();
      Activation active = activation;
      if (active != null && active.tick()) {
        sources.stop(active.intake());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Telling viewers of changes failed.", e);
    }
  }

  /** What comes with time alone, and no sample tells. */
  private void look() {
    try {
      if (activation == null) {
        live.forget();
      } else {
        live.look();
        collecting.look(settings, clock.millis());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Looking for zones that have fallen silent failed.", e);
    }
  }
}
