package org.greenwave.server.host;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.greenwave.database.RoleDatabase;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.hosting.HostEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role as it is loaded on this server, if it is. Loaded and unloaded on the role's thread, looked
 * at from everywhere.
 */
final class Loading {
  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

  private final String name;
  private final RoleType type;
  private final HostSettings settings;
  private final FenceWatch fenceWatch;
  private final ReadyingNote note;
  private final Seals seals;
  private final long beganNanos = System.nanoTime();
  private volatile @Nullable LoadedRole loaded;
  private volatile DatabaseProbe probe = new DatabaseProbe();

  Loading(String name, RoleType type, HostSettings settings, FenceWatch fenceWatch) {
    this.name = name;
    this.type = type;
    this.settings = settings;
    this.fenceWatch = fenceWatch;
    this.seals = new Seals(name, settings);
    this.note = new ReadyingNote(settings.folder().resolve(name + ".readying"));
  }

  /** The role; null while it is not loaded. */
  @Nullable LoadedRole present() {
    return loaded;
  }

  boolean databaseWritable() {
    return probe.writable();
  }

  /**
   * Loads the role, unless it is loaded, and makes it warm.
   *
   * @param wanted whether that is still to be done
   */
  HostEvent prepare(RoleThread used, BooleanSupplier wanted) {
    Role recorded = settings.view().directory().roles().get(name);
    if (recorded == null || !recorded.type().equals(type.facts().type())) {
      return new HostEvent.Failed("The role was deleted.", 0);
    }
    int endings = note.endings(recorded.version());
    Duration left = ReadyingNote.pause(endings).minusNanos(System.nanoTime() - beganNanos);
    if (left.isPositive()) {
      return new HostEvent.Failed(tooOften(endings, left), 0);
    }
    try {
      LoadedRole present = noted(recorded, used, () -> current(recorded, used));
      Optional<HostEvent> unconnected = present.connect(wanted);
      HostEvent event =
          unconnected.isPresent()
              ? unconnected.get()
              : noted(recorded, used, () -> present.prepare());
      probe.believe(event instanceof HostEvent.Prepared);
      return event;
    } catch (Exception failure) {
      String words = PlainWords.typed(failure);
      LOG.warn("{} could not be loaded: {}", name, words);
      return new HostEvent.Failed("The role could not be loaded: " + words, 0);
    } finally {
      if (!used.givenUp()) {
        note.done();
      }
    }
  }

  /**
   * Starts the role under a grant, which it raises the fence for unless its old host has done that.
   * What the old host has handed over may be what the role has left since, so it is raised then.
   *
   * @param handed the highest fence that an old host has handed over
   * @param stands whether the grant is still the one that counts
   */
  HostEvent start(Grant grant, long handed, BooleanSupplier stands) {
    LoadedRole present = Objects.requireNonNull(loaded, "a role is loaded before it is started");
    if (settings.view().directory().left(name).isEmpty() && grant.fence() == handed) {
      return present.startHanded(grant);
    }
    seals.comeFirst(present.role(), grant);
    return present.start(grant, stands);
  }

  /** Up to which version of the role all databases that it had left are sealed; 0 for none. */
  long sealedVersion() {
    return seals.version();
  }

  /** Leaves a note while something is done that may end the process; waiting does not. */
  private <T> T noted(Role recorded, RoleThread used, Callable<T> work) throws Exception {
    note.begin(recorded.version());
    try {
      return work.call();
    } finally {
      if (!used.givenUp()) {
        note.rest(recorded.version());
      }
    }
  }

  private static String tooOften(int endings, Duration left) {
    return ("the server process has ended %d times in a row while the role was made ready; mend its"
            + " settings or its plug-in, or wait %d s for another try")
        .formatted(endings, left.toSeconds() + 1);
  }

  /** The role as it is loaded, or loaded anew if it is not or may not be used any more. */
  private LoadedRole current(Role recorded, RoleThread used) throws Exception {
    LoadedRole before = loaded;
    if (before != null && before.revoked()) {
      close();
    }
    LoadedRole present = loaded;
    return present == null ? load(recorded, used) : present;
  }

  private LoadedRole load(Role recorded, RoleThread used) throws Exception {
    // One that belongs to this role alone: the last write of the role before may still hang.
    DatabaseProbe own = new DatabaseProbe();
    LoadedRole.Place place = new LoadedRole.Place(settings, used, fenceWatch.refused(), own);
    LoadedRole present = new LoadedRole(place, recorded, type);
    if (used.givenUp()) {
      present.abandon();
      throw new PluginException("it was made too late");
    }
    loaded = present;
    probe = own;
    Thread.ofVirtual().name("probe-" + name).start(() -> probe(own, present));
    Thread.ofVirtual()
        .name("seals-" + name)
        .start(() -> seals.keepTrying(recorded, () -> present == loaded, fenceWatch.hosted()));
    return present;
  }

  private void probe(DatabaseProbe own, LoadedRole present) {
    RoleDatabase database = present.database();
    own.run(
        () -> present == loaded,
        () -> database.probe().written(),
        () -> fenceWatch.look(database.fences()));
  }

  /** Unloads the role, if it is loaded. */
  HostEvent close() {
    LoadedRole present = loaded;
    if (present != null) {
      loaded = null;
      present.close();
    }
    return new HostEvent.Closed();
  }

  /** Leaves the role behind in a call that does not return; it is loaded anew next time. */
  void leave() {
    LoadedRole present = loaded;
    loaded = null;
    probe = new DatabaseProbe();
    Thread.ofVirtual()
        .name("leaving-" + name)
        .start(() -> {
          note.done();
          if (present != null) {
            present.abandon();
          }
        });
  }
}
