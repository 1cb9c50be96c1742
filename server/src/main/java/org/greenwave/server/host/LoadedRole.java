package org.greenwave.server.host;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.greenwave.database.DatabaseState;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.HandOver;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RolePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A role that is loaded on this server, with its database. Used by the role's own thread only. */
final class LoadedRole implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedRole.class);
  private static final Duration RAISE_LIMIT = Duration.ofSeconds(1);
  private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(2);

  private final HostSettings settings;
  private final Role role;
  private final RoleDatabase database;
  private final HostedRole hosted;
  private final Pulse pulse;
  private final AtomicLong callSinceNanos = new AtomicLong();
  private volatile boolean revoked;
  private String applied;

  /**
   * Loads a role; nothing is asked of the database yet.
   *
   * @param refused told when the database refuses the role's fence
   */
  LoadedRole(HostSettings settings, Role role, RolePlugin plugin, FencingStore.Refused refused) {
    this.settings = settings;
    this.role = role;
    this.applied = role.settings();
    database =
        RoleDatabase.of(
            access(settings, role),
            plugin.migrations(),
            plugin.getClass().getClassLoader(),
            settings.clock());
    RoleContext context =
        new RoleContext(
            role.name(),
            settings.identity().name(),
            new FencingStore(database.store(), refused, () -> revoked),
            settings.folder().resolve(role.name()),
            settings.clock(),
            (topic, json) -> settings.feed().publish(role.name(), topic, json));
    hosted = plugin.prepare(context);
    pulse = new Pulse(role.name(), hosted);
  }

  private static RoleDatabaseSettings access(HostSettings settings, Role role) {
    return new RoleDatabaseSettings(
        DatabaseUrl.of(role.database().url()),
        role.database().user(),
        role.database().password(),
        UUID.fromString(settings.identity().systemId()),
        role.name(),
        settings.identity().name());
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

  String databaseSentence(Instant now) {
    return database.state().sentence(now);
  }

  /** Really writes; bounded in time. */
  boolean databaseWritable() {
    return database.probe().written();
  }

  /** For how long the present call of the role has run, in milliseconds; 0 when there is none. */
  long callMillis() {
    long since = callSinceNanos.get();
    return since == 0 ? 0 : Math.max(1, (System.nanoTime() - since) / 1_000_000);
  }

  /** Lets the role write no more, however it goes on. */
  void revoke() {
    revoked = true;
  }

  boolean revoked() {
    return revoked;
  }

  /** Something that is asked of the plug-in, which may throw or hang. */
  private interface Ask {
    void run() throws Exception;
  }

  private void watched(Ask ask) throws Exception {
    callSinceNanos.set(System.nanoTime());
    try {
      ask.run();
    } finally {
      callSinceNanos.set(0);
    }
  }

  /** Stops the work; a role that throws has stopped as well as it can. */
  private void release() {
    try {
      watched(hosted::release);
    } catch (Exception | Error failure) {
      LOG.warn("{} did not stop in order", role.name(), failure);
    }
  }

  /** Makes the role warm. */
  HostEvent prepare() {
    DatabaseState state = database.connect();
    if (!(state instanceof DatabaseState.Connected)) {
      return new HostEvent.Failed(state.sentence(settings.clock().instant()), 0);
    }
    try {
      watched(() -> hosted.standby(applied));
      return new HostEvent.Prepared();
    } catch (Exception failure) {
      return failed("The role could not be made ready", failure);
    }
  }

  /**
   * Raises the fence, as often as it takes while the grant stands, then activates the role.
   *
   * @param stands whether the grant is still the one that counts
   */
  HostEvent start(Grant grant, BooleanSupplier stands) {
    Raise raise = database.fences().raise(grant.fence(), RAISE_LIMIT);
    while (raise instanceof Raise.Failed && stands.getAsBoolean()) {
      LOG.info("{}: {} Trying again.", role.name(), raise.sentence());
      raise = database.fences().raise(grant.fence(), RAISE_LIMIT);
    }
    return switch (raise) {
      case Raise.Raised _ -> activate(grant);
      case Raise.HigherFence higher ->
          new HostEvent.Failed(higher.sentence(), higher.held().fence());
      case Raise.OtherHistory other -> new HostEvent.Failed(other.sentence(), other.held().fence());
      case Raise.OtherDirectory other -> new HostEvent.Failed(other.sentence(), 0);
      case Raise.Failed failed -> new HostEvent.Failed(failed.sentence(), 0);
    };
  }

  private HostEvent activate(Grant grant) {
    try {
      watched(() -> hosted.activate(grant.fence(), applied));
      LOG.info("{} hosts {} under fence {}.", grant.server(), role.name(), grant.fence());
      return new HostEvent.Started(grant.fence());
    } catch (Exception failure) {
      return failed("The role could not be started", failure);
    }
  }

  HostEvent stop() {
    release();
    return new HostEvent.Stopped();
  }

  /**
   * Stops, and by its last transaction hands the fence to the next host (rule 6).
   *
   * @param handedOver run when the next host may start
   */
  HostEvent handOver(Grant from, Grant pending, Runnable handedOver) {
    release();
    HandOver done =
        database
            .fences()
            .handOver(from.fence(), pending.fence(), pending.server(), HAND_OVER_LIMIT);
    LOG.info("{}: {}", role.name(), done.sentence());
    if (done instanceof HandOver.HandedOver) {
      handedOver.run();
    }
    return new HostEvent.Stopped();
  }

  /** Takes changed settings. */
  void reconfigure(String changed) {
    if (!changed.equals(applied)) {
      applied = changed;
      try {
        watched(() -> hosted.reconfigure(changed));
      } catch (Exception failure) {
        LOG.warn("{}: the changed settings were not taken: {}", role.name(), failure.toString());
      }
    }
  }

  private HostEvent failed(String what, Exception failure) {
    LOG.warn("{}: {}", role.name(), what, failure);
    String detail = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new HostEvent.Failed(what + ": " + detail, 0);
  }

  @Override
  public void close() {
    pulse.close();
    try {
      watched(hosted::close);
    } catch (Exception failure) {
      LOG.warn("{} did not close in order", role.name(), failure);
    }
    database.close();
  }
}
