package org.greenwave.server.host;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.greenwave.database.DatabaseState;
import org.greenwave.database.HandOver;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.Trouble;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.role.FencedException;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A role that is loaded on this server, with its database. Used by the role's own thread only. */
final class LoadedRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedRole.class);
  private static final Duration RECONNECT = Duration.ofSeconds(1);
  private static final Duration RAISE_LIMIT = Duration.ofSeconds(1);
  private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(2);

  private final HostSettings settings;
  private final Role role;
  private final RoleDatabase database;
  private final Parting parting;
  private final RoleThread thread;
  private final HostedRole hosted;
  private final Pulse pulse;
  private volatile boolean connected;
  private volatile String whyRevoked = "";
  private volatile boolean atFault;
  private volatile String offered;
  private volatile String unapplied = "";
  private String applied;

  /**
   * Where a role is loaded.
   *
   * @param thread the thread that loads it now, and makes all its calls
   * @param refused told when the database refuses the role's fence
   * @param probe knows whether the role's database could be written of late
   */
  record Place(
      HostSettings settings,
      RoleThread thread,
      FencingStore.Refused refused,
      DatabaseProbe probe) {}

  /**
   * Loads a role; nothing is asked of the database yet.
   *
   * @throws Exception when the plug-in does not make it; nothing is left of it then
   */
  LoadedRole(Place place, Role role, RoleType type) throws Exception {
    this.settings = place.settings();
    this.thread = place.thread();
    this.role = role;
    this.applied = role.settings();
    this.offered = role.settings();
    database =
        RoleDatabase.of(
            RoleAccess.of(role.name(), role.database(), settings),
            type.facts().migrations(),
            type.plugin().getClass().getClassLoader(),
            settings.clock());
    parting = new Parting(database);
    try {
      hosted = made(type, context(place));
      pulse = felt(hosted, place.probe()::writable);
    } catch (Throwable failure) {
      database.close();
      throw failure;
    }
  }

  /** A role that there is no thread to watch over is not kept. */
  private Pulse felt(HostedRole made, BooleanSupplier databaseWritable) {
    try {
      return new Pulse(role.name(), made, databaseWritable);
    } catch (Throwable failure) {
      closed(made);
      throw failure;
    }
  }

  private RoleContext context(Place place) {
    return new RoleContext(
        role.name(),
        settings.identity().name(),
        new FencingStore(
            database.store(),
            parting,
            new FencingStore.Witness(place.refused(), place.probe()::committed),
            this::revoked),
        settings.folder().resolve(role.name()),
        settings.clock(),
        (topic, json) -> settings.feed().publish(role.name(), topic, json));
  }

  private HostedRole made(RoleType type, RoleContext context) throws Exception {
    @Nullable HostedRole made = thread.watched(() -> type.plugin().prepare(context));
    if (made == null) {
      throw new PluginException("its plug-in made nothing");
    }
    return made;
  }

  HostedRole hosted() {
    return hosted;
  }

  Pulse pulse() {
    return pulse;
  }

  Role role() {
    return role;
  }

  /** A database that takes a probe may take no samples: its tables cannot grow on a full disk. */
  String databaseSentence(Instant now) {
    DatabaseState known = database.state();
    Progress latest = pulse.latest();
    boolean waits = latest.condition() == Progress.Condition.WAITING_FOR_DATABASE;
    return waits && known instanceof DatabaseState.Connected
        ? latest.sentence()
        : known.sentence(now);
  }

  RoleDatabase database() {
    return database;
  }

  /** Lets the role write no more, however it goes on; it is loaded anew before it is used again. */
  void revoke(String why) {
    whyRevoked = why;
  }

  boolean revoked() {
    return !whyRevoked.isEmpty();
  }

  /** Whether something else than a database that may be back soon caused its latest failure. */
  boolean atFault() {
    return atFault;
  }

  /** Something that is asked of the plug-in, which may throw or hang. */
  private interface Ask {
    void run() throws Exception;
  }

  private void watched(Ask ask) throws Exception {
    thread.watched(() -> {
      ask.run();
      return true;
    });
  }

  /** Stops the work; what a role that throws has not stopped writes no more. */
  private void release() {
    try {
      watched(hosted::release);
    } catch (Throwable failure) {
      atFault = true;
      warn("did not stop in order", failure);
      revoke("The role did not stop in order: " + PlainWords.typed(failure));
    }
  }

  /** What has become of it after it was stopped. */
  private HostEvent released() {
    String why = whyRevoked;
    return why.isEmpty() ? new HostEvent.Stopped() : new HostEvent.Failed(why, 0);
  }

  /**
   * Connects to the database, and waits for one that is away. Only a role that waits may be granted
   * before its database is back, and the whole list may wait at once.
   *
   * @param wanted whether the role is still to be made ready
   * @return why it cannot be connected to; empty when it is
   */
  Optional<HostEvent> connect(BooleanSupplier wanted) {
    atFault = false;
    DatabaseState state = database.connect();
    while (state instanceof DatabaseState.Unreachable(_, Trouble trouble)
        && trouble.mayPassByItself()
        && wanted.getAsBoolean()) {
      LockSupport.parkNanos(RECONNECT.toNanos());
      state = database.connect();
    }
    connected = state instanceof DatabaseState.Connected;
    return connected
        ? Optional.empty()
        : Optional.of(new HostEvent.Failed(state.sentence(settings.clock().instant()), 0));
  }

  /** Makes the role warm. */
  HostEvent prepare() {
    try {
      watched(() -> hosted.standby(applied));
      unapplied = "";
      return new HostEvent.Prepared();
    } catch (Throwable failure) {
      return failed("The role could not be made ready", failure);
    }
  }

  /**
   * Raises the fence, as often as it takes while the grant stands, then activates the role.
   *
   * @param stands whether the grant is still the one that counts
   */
  HostEvent start(Grant grant, BooleanSupplier stands) {
    atFault = false;
    Raise raise = database.fences().raise(grant.fence(), RAISE_LIMIT);
    while (raise instanceof Raise.Failed && stands.getAsBoolean()) {
      LOG.info("{}: {} Trying again.", role.name(), raise.sentence());
      raise = database.fences().raise(grant.fence(), RAISE_LIMIT);
    }
    return switch (raise) {
      case Raise.Raised _ -> activate(grant);
      case Raise.TakenOver taken -> {
        LOG.info("{}: {}", role.name(), taken.sentence());
        yield activate(grant);
      }
      case Raise.HigherFence higher ->
          new HostEvent.Failed(higher.sentence(), higher.held().fence());
      case Raise.OtherHistory other -> new HostEvent.Failed(other.sentence(), other.held().fence());
      case Raise.OtherDirectory other -> {
        atFault = true; // waiting does not mend it, so it is tried ever more seldom
        yield new HostEvent.Failed(other.sentence(), 0);
      }
      case Raise.Failed failed -> new HostEvent.Failed(failed.sentence(), 0);
    };
  }

  /**
   * Activates the role under a fence that the old host has raised for this server. Should the
   * database not hold it after all, it refuses the first write.
   */
  HostEvent startHanded(Grant grant) {
    atFault = false;
    return activate(grant);
  }

  private HostEvent activate(Grant grant) {
    try {
      watched(() -> hosted.activate(grant.fence(), applied));
      LOG.info("{} hosts {} under fence {}.", grant.server(), role.name(), grant.fence());
      return new HostEvent.Started(grant.fence());
    } catch (Throwable failure) {
      return undone(failed("The role could not be started", failure));
    }
  }

  /** What a start that failed has begun is stopped, or it would go on under a fence that counts. */
  private HostEvent undone(HostEvent.Failed failed) {
    boolean fault = atFault;
    release();
    atFault = fault;
    revoke(failed.sentence());
    return failed;
  }

  HostEvent stop() {
    release();
    return released();
  }

  /**
   * Stops, and by its last transaction hands the fence to the next host (rule 6): the role's own
   * last one, if it has something to write still.
   *
   * @param handedOver run when the next host may start
   */
  HostEvent handOver(Grant from, Grant pending, Runnable handedOver) {
    parting.begin(from, pending, handedOver);
    release();
    if (parting.end()) {
      LOG.info(
          "{}: Fence {} went to {} with the last write.",
          role.name(),
          pending.fence(),
          pending.server());
      return released();
    }
    HandOver done =
        database
            .fences()
            .handOver(from.fence(), pending.fence(), pending.server(), HAND_OVER_LIMIT);
    LOG.info("{}: {}", role.name(), done.sentence());
    if (done instanceof HandOver.HandedOver) {
      handedOver.run();
    }
    return released();
  }

  /** Whether these settings have not been given to the role yet; told once. */
  boolean offers(String changed) {
    boolean isNew = !changed.equals(offered);
    offered = changed;
    return isNew;
  }

  /** Takes changed settings. */
  void reconfigure(String changed) {
    if (!changed.equals(applied)) {
      applied = changed;
      try {
        watched(() -> hosted.reconfigure(changed));
        unapplied = "";
      } catch (Throwable failure) {
        warn("did not take the changed settings", failure);
        unapplied =
            " The changed settings were not taken (%s); it goes on as before. Mend them."
                .formatted(PlainWords.typed(failure));
      }
    }
  }

  /** How the role is, in its own words and ours. */
  String sentence() {
    return !connected && database.state() instanceof DatabaseState.Unreachable away
        ? away.sentence(settings.clock().instant())
        : pulse.sentence() + unapplied;
  }

  private HostEvent.Failed failed(String what, Throwable failure) {
    atFault = !mayPassByItself(failure);
    warn("failed", failure);
    return new HostEvent.Failed(what + ": " + PlainWords.typed(failure), 0);
  }

  /** Whether a database was the cause, and nobody has to mend it before it may be well again. */
  private static boolean mayPassByItself(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof FencedException) {
        return true;
      }
      if (cause instanceof SQLException refused) {
        return Trouble.mayPassByItself(refused);
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Where it was thrown, too; but a logger that asks it for its message may be thrown at. */
  private void warn(String what, Throwable failure) {
    try {
      LOG.warn("{} {}", role.name(), what, failure);
    } catch (RuntimeException | Error _) {
      LOG.warn("{} {}: {}", role.name(), what, PlainWords.typed(failure));
    }
  }

  @Override
  public void close() {
    pulse.close();
    try {
      closed(hosted);
    } finally {
      database.close();
    }
  }

  private void closed(HostedRole given) {
    try {
      watched(given::close);
    } catch (Throwable failure) {
      warn("did not close in order", failure);
    }
  }

  /** Gives the database back under a role that hangs; what the role still tries there fails. */
  void abandon() {
    revoke("It was left behind.");
    pulse.close();
    database.close();
  }
}
