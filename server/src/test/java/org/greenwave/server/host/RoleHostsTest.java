package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles that fail by halves, on a real database. */
class RoleHostsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  @TempDir Path folder;

  /** A role that begins to work and then says that it cannot, and that nothing stops. */
  private static final class HalfStarted extends WilfulRole {
    HalfStarted(RoleContext context) {
      super(context);
    }

    @Override
    public void activate(long fence, String settings) {
      super.activate(fence, settings);
      Awaitility.await().atMost(SOON).until(() -> writes.get() > 0);
      throw new IllegalStateException("no device answers");
    }

    @Override
    public void release() {}

    @Override
    public void close() {}
  }

  /** A role that goes on when it is stopped. */
  private static final class HalfStopped extends WilfulRole {
    HalfStopped(RoleContext context) {
      super(context);
    }

    @Override
    public void release() {
      throw new IllegalStateException("a device holds on");
    }
  }

  @Test
  void whatAFailedStartHasBegunWritesNoMoreAndDoesNotPileUp() throws Exception {
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> new HalfStarted(context));
    try (OneServer server = new OneServer(folder)) {
      server.change(new Change.RoleCreated(server.role("lone", "lamp"), "test"));
      RoleThread thread = new RoleThread("test");
      Loading loading = loading(server, plugin);
      for (int time = 1; time <= 10; time++) {
        assertThat(loading.prepare(thread, () -> true)).isInstanceOf(HostEvent.Prepared.class);
        Grant grant = server.grant("lone");
        LoadedRole present = Objects.requireNonNull(loading.present());
        assertThat(present.start(grant, () -> true)).isInstanceOf(HostEvent.Failed.class);
        WilfulRole made = plugin.made().getLast();
        Awaitility.await().atMost(SOON).until(() -> !made.active());
        assertThat(plugin.made()).filteredOn(role -> role.active()).isEmpty();
      }
      assertThat(plugin.made()).hasSize(10);
      loading.close();
    }
  }

  @Test
  void whatDoesNotStopInOrderWritesNoMoreAndIsLoadedAnew() throws Exception {
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> new HalfStopped(context));
    try (OneServer server = new OneServer(folder)) {
      server.change(new Change.RoleCreated(server.role("lone", "lamp"), "test"));
      RoleThread thread = new RoleThread("test");
      Loading loading = loading(server, plugin);
      loading.prepare(thread, () -> true);
      LoadedRole present = Objects.requireNonNull(loading.present());
      assertThat(present.start(server.grant("lone"), () -> true))
          .isInstanceOf(HostEvent.Started.class);
      assertThat(present.stop())
          .isEqualTo(new HostEvent.Failed("The role did not stop in order: a device holds on", 0));
      WilfulRole made = plugin.made().getLast();
      Awaitility.await().atMost(SOON).until(() -> !made.active());
      loading.prepare(thread, () -> true);
      assertThat(loading.present()).isNotSameAs(present);
      assertThat(made.closed).isTrue();
      loading.close();
    }
  }

  /** The server itself does not know the type, so that only the test uses the role. */
  private Loading loading(OneServer server, WilfulPlugin plugin) throws PluginException {
    HostSettings settings = server.settings();
    FenceWatch blind = new FenceWatch(Optional::empty, (_, _) -> {});
    return new Loading("lone", RoleType.of(plugin), settings, blind);
  }

  @Test
  void whatSaysNothingOrGetsNothingDoneIsLoadedAnew() throws Exception {
    WilfulPlugin mute = new WilfulPlugin("mute", (context, before) -> muteAtFirst(context, before));
    WilfulPlugin idle = new WilfulPlugin("idle", (context, _) -> idle(context));
    try (OneServer server = new OneServer(folder, mute, idle)) {
      server.create("quiet", "mute");
      server.create("lazy", "idle");
      awaitState(server, "quiet", State.WARM);
      awaitState(server, "lazy", State.WARM);
      server.grant("lazy");
      awaitState(server, "quiet", State.REFUSING);
      assertThat(Objects.requireNonNull(server.hosts.reports().get("quiet")).sentence())
          .contains("cannot say how it is");
      Awaitility.await().atMost(SOON).until(() -> mute.made().size() > 1 && idle.made().size() > 1);
      awaitState(server, "quiet", State.WARM);
      assertThat(mute.made().getFirst().closed).isTrue();
      assertThat(idle.made().getFirst().closed).isTrue();
      assertThat(server.broken()).isEmpty();
    }
  }

  private static WilfulRole muteAtFirst(RoleContext context, int before) {
    return new WilfulRole(context) {
      @Override
      public Progress progress() {
        if (before == 0) {
          throw new IllegalStateException("no words today");
        }
        return super.progress();
      }
    };
  }

  private static WilfulRole idle(RoleContext context) {
    return new WilfulRole(context) {
      @Override
      public Progress progress() {
        Progress said = super.progress();
        return new Progress(0, 0, said.condition(), said.sentence());
      }
    };
  }

  /** A server that was cut off sees a role of the same name only, and at once. */
  @Test
  void aRoleMadeAnewWithAnotherTypeRunsTheOtherPlugIn() throws Exception {
    WilfulPlugin lamp = new WilfulPlugin("lamp", (context, _) -> new WilfulRole(context));
    WilfulPlugin bell = new WilfulPlugin("bell", (context, _) -> new WilfulRole(context));
    try (OneServer server = new OneServer(folder, lamp, bell)) {
      server.create("lone", "lamp");
      awaitState(server, "lone", State.WARM);
      server.grant("lone");
      awaitState(server, "lone", State.ACTIVE);
      long version = Objects.requireNonNull(server.directory().roles().get("lone")).version();
      server.change(
          new Change.RoleDeleted("lone", version, "test"),
          new Change.RoleCreated(server.role("lone", "bell"), "test"));
      Awaitility.await().atMost(SOON).until(() -> !bell.made().isEmpty());
      awaitState(server, "lone", State.WARM);
      assertThat(lamp.made().getFirst().closed).isTrue();
      server.grant("lone");
      awaitState(server, "lone", State.ACTIVE);
      assertThat(bell.made().getFirst().active()).isTrue();
      assertThat(lamp.made()).hasSize(1);
    }
  }

  @Test
  void aServerThatStopsStopsItsRolesAllAtOnceAndSaysSo() throws Exception {
    WilfulPlugin slow = new WilfulPlugin("slow", (context, _) -> slow(context));
    try (OneServer server = new OneServer(folder, slow)) {
      IntStream.range(0, 4).forEach(number -> server.create("slow" + number, "slow"));
      IntStream.range(0, 4).forEach(number -> awaitState(server, "slow" + number, State.WARM));
      IntStream.range(0, 4).forEach(number -> server.grant("slow" + number));
      IntStream.range(0, 4).forEach(number -> awaitState(server, "slow" + number, State.ACTIVE));
      long began = System.nanoTime();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.hosts::shutDown);
      IntStream.range(0, 4).forEach(number -> awaitState(server, "slow" + number, State.STOPPING));
      assertThat(stopped).isNotDone();
      stopped.join();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_900));
      assertThat(slow.made()).hasSize(4).allMatch(role -> role.closed);
    }
  }

  private static WilfulRole slow(RoleContext context) {
    return new WilfulRole(context) {
      @Override
      public void release() {
        super.release();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    };
  }

  private static void awaitState(OneServer server, String role, State state) {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> server.state(role).filter(state::equals).isPresent());
  }

  @Test
  void aRoleWhoseDatabaseIsAwayWaitsForItAndIsGrantedMeanwhile() throws Exception {
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> new WilfulRole(context));
    EmbeddedPostgres late = EmbeddedPostgres.temporary();
    late.close();
    try (OneServer server = new OneServer(folder, plugin)) {
      server.change(
          new Change.RoleCreated(OneServer.on(late, server.role("lone", "lamp")), "test"));
      server.grant("lone");
      Awaitility.await()
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.PREPARING)));
      assertThat(server.sentence("lone")).contains("cannot be reached");
      server.change(server.databaseEdited("lone"));
      Awaitility.await()
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.ACTIVE)));
      assertThat(server.directory().assignment("lone").fence()).isEqualTo(1);
    }
  }

  @Test
  void aStartThatWaitsForADeadDatabaseIsCalledOff() throws Exception {
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> new WilfulRole(context));
    EmbeddedPostgres dying = EmbeddedPostgres.temporary();
    try (OneServer server = new OneServer(folder, plugin)) {
      server.change(
          new Change.RoleCreated(OneServer.on(dying, server.role("lone", "lamp")), "test"));
      Awaitility.await()
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.WARM)));
      dying.close();
      server.grant("lone");
      Awaitility.await()
          .during(Duration.ofSeconds(3))
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.STARTING)));
      server.change(server.databaseEdited("lone"));
      Awaitility.await()
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.WARM)));
      server.grant("lone");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> server.state("lone").equals(Optional.of(State.ACTIVE)));
    }
  }

  @Test
  void endingsOfTheProcessAreCountedUntilTheRoleIsReady() throws Exception {
    Path note = folder.resolve("lone.readying");
    List<String> read = new CopyOnWriteArrayList<>();
    WilfulPlugin plugin =
        new WilfulPlugin(
            "lamp",
            (context, _) ->
                new WilfulRole(context) {
                  @Override
                  public void standby(String settings) {
                    read.add(content(note));
                    super.standby(settings);
                  }
                });
    try (OneServer server = new OneServer(folder)) {
      server.change(new Change.RoleCreated(server.role("lone", "lamp"), "test"));
      Files.writeString(note, "1 1");
      Loading loading = loading(server, plugin);
      assertThat(loading.prepare(new RoleThread("test"), () -> true))
          .isInstanceOf(HostEvent.Prepared.class);
      assertThat(read).containsExactly("1 2");
      assertThat(note).doesNotExist();
      loading.close();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
