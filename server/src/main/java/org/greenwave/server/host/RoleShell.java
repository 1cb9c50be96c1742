package org.greenwave.server.host;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostCommand;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.directory.hosting.HostReport;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.hosting.Hosting;
import org.greenwave.directory.hosting.Wanted;
import org.greenwave.directory.hosting.Watchdog;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.RolePlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One role on this server. Its state belongs to the loop; its work to a thread of its own. */
final class RoleShell {
  /** What a shell tells the rest of the server, in the loop. */
  interface Surroundings {
    /** What beats say of the role may have changed. */
    void newsMayBeThere();

    /** Tells the next host that the role has been handed over to it. */
    void handedOver(String role, Grant pending);

    /** Ends the server's process, once its last beat has told of it. */
    void endServer(RoleHangs why);
  }

  private static final Logger LOG = LoggerFactory.getLogger(RoleShell.class);
  private static final long RETRY_MILLIS = 2_000;

  private final String name;
  private final RolePlugin plugin;
  private final HostSettings settings;
  private final Surroundings surroundings;
  private final ExecutorService worker;
  private volatile Hosting hosting = Hosting.ABSENT;
  private volatile @Nullable LoadedRole loaded;
  private final DatabaseProbe probe = new DatabaseProbe();
  private volatile long steppedDownFrom;
  private long handedFence;
  private boolean ending;

  RoleShell(String name, RolePlugin plugin, HostSettings settings, Surroundings surroundings) {
    this.name = name;
    this.plugin = plugin;
    this.settings = settings;
    this.surroundings = surroundings;
    worker =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("role-" + name).factory());
  }

  /** Does what is to be done next. In the loop. */
  void step() {
    if (worker.isShutdown()) {
      return;
    }
    lookAfter();
    Hosting.Step step = hosting.towards(wanted());
    hosting = step.hosting();
    step.command().ifPresent(this::order);
    LoadedRole present = loaded;
    Role recorded = settings.view().directory().roles().get(name);
    if (present != null && recorded != null) {
      worker.execute(() -> present.reconfigure(recorded.settings()));
    }
    surroundings.newsMayBeThere();
  }

  /** Gives the role up on this server when it hangs or gets nothing done (rule 8). */
  private void lookAfter() {
    LoadedRole present = loaded;
    if (present == null) {
      return;
    }
    long callMillis = present.callMillis();
    Watchdog.judge(hosting.state(), callMillis, present.pulse().idleMillis())
        .ifPresent(event -> givenUp(present, event));
    if (!ending && Watchdog.beyondHelp(hosting.state(), callMillis)) {
      ending = true;
      surroundings.newsMayBeThere();
      surroundings.endServer(new RoleHangs(name, present.pulse().sentence()));
    }
  }

  private void givenUp(LoadedRole present, HostEvent event) {
    hosting = hosting.after(event);
    LOG.warn("{} is given up here: {}", name, event);
    if (hosting.state() instanceof HostState.Hung) {
      present.revoke();
    }
  }

  private Wanted wanted() {
    Wanted wanted =
        Wanted.of(
            settings.view().directory(),
            name,
            settings.identity().name(),
            settings.identity().incarnation(),
            handedFence);
    return databaseChanged() ? new Wanted.Nothing() : wanted;
  }

  /** A role whose database was changed has to be loaded anew. */
  private boolean databaseChanged() {
    LoadedRole present = loaded;
    Role recorded = settings.view().directory().roles().get(name);
    return present != null
        && recorded != null
        && !present.role().database().equals(recorded.database());
  }

  private void order(HostCommand command) {
    if (command instanceof HostCommand.Stop || command instanceof HostCommand.Yield) {
      steppedDownFrom = hosting.spentFence();
      LOG.info("{} stops hosting {} under fence {}.", server(), name, steppedDownFrom);
    }
    if (command instanceof HostCommand.Start(Grant grant)) {
      LOG.info("{} is granted {} under fence {}.", server(), name, grant.fence());
    }
    worker.execute(() -> {
      HostEvent event = carryOut(command);
      settings.loop().post(() -> happened(event));
    });
  }

  /** Takes in what has become of the role. In the loop. */
  private void happened(HostEvent event) {
    boolean refusing = hosting.state() instanceof HostState.Refusing;
    hosting = hosting.after(event);
    if (!refusing && hosting.state() instanceof HostState.Refusing) {
      settings.loop().after(RETRY_MILLIS, () -> happened(new HostEvent.RetryDue()));
    }
    step();
  }

  private HostEvent carryOut(HostCommand command) {
    try {
      return switch (command) {
        case HostCommand.Prepare _ -> prepare();
        case HostCommand.Start(Grant grant) -> present().start(grant, () -> stands(grant));
        case HostCommand.Stop _ -> present().stop();
        case HostCommand.Yield(Grant from, Grant pending) ->
            present()
                .handOver(
                    from,
                    pending,
                    () -> settings.loop().post(() -> surroundings.handedOver(name, pending)));
        case HostCommand.Close _ -> close();
      };
    } catch (RuntimeException | Error failure) {
      LOG.warn("{} failed", name, failure);
      return new HostEvent.Failed("The role failed: " + failure, 0);
    }
  }

  private LoadedRole present() {
    return Objects.requireNonNull(loaded, "a role is loaded before it is used");
  }

  private HostEvent prepare() {
    Role recorded = settings.view().directory().roles().get(name);
    if (recorded == null) {
      return new HostEvent.Failed("The role was deleted.", 0);
    }
    if (loaded != null && loaded.revoked()) {
      close();
    }
    if (loaded == null) {
      LoadedRole fresh = new LoadedRole(settings, recorded, plugin, this::refused);
      loaded = fresh;
      Thread.ofVirtual()
          .name("probe-" + name)
          .start(() -> probe.run(() -> fresh == loaded, fresh::databaseWritable));
    }
    HostEvent event = present().prepare();
    probe.believe(event instanceof HostEvent.Prepared);
    return event;
  }

  private HostEvent close() {
    LoadedRole present = loaded;
    if (present != null) {
      present.close();
      loaded = null;
    }
    return new HostEvent.Closed();
  }

  private void refused(long fence, long held) {
    settings.loop().post(() -> happened(new HostEvent.FencedOff(fence, held)));
  }

  /** Whether a grant still counts, or is about to. */
  private boolean stands(Grant grant) {
    return settings.view().directory().assignment(name).fence() == grant.fence();
  }

  /** An old host says that this server may take over. In the loop. */
  void handed(long fence) {
    handedFence = Math.max(handedFence, fence);
    step();
  }

  /** Why this server is not the host any more, once it knows; empty when it never was. */
  private String steppedDown() {
    return settings
        .view()
        .directory()
        .assignment(name)
        .grant()
        .filter(_ -> hosting.state() instanceof HostState.Warm && steppedDownFrom > 0)
        .filter(now -> !now.server().equals(server()) && now.fence() > steppedDownFrom)
        .map(now ->
            " It stepped down from fence " + steppedDownFrom + ": " + now.reason().sentence())
        .orElse("");
  }

  private String server() {
    return settings.identity().name();
  }

  /** What beats say of the role. */
  RoleReport report() {
    LoadedRole present = loaded;
    String sentence =
        present == null
            ? "The role is not loaded yet."
            : present.pulse().sentence() + steppedDown();
    RoleReport report = HostReport.of(hosting, wanted(), probe.writable(), sentence);
    return ending ? report.ending() : report;
  }

  /** What is known of the role's database from here. */
  Optional<String> databaseSentence() {
    return Optional.ofNullable(loaded)
        .map(role -> role.databaseSentence(settings.clock().instant()));
  }

  /** The grant under which this server hosts the role. */
  Optional<Grant> hosted() {
    return hosting.state() instanceof HostState.Active(Grant grant)
        ? Optional.of(grant)
        : Optional.empty();
  }

  /** Answers a call of the role's part of the API; empty when the role is not loaded here. */
  Optional<Answer> answer(Call call) throws Exception {
    LoadedRole present = loaded;
    return present == null ? Optional.empty() : Optional.of(present.hosted().answer(call));
  }

  /** Whether nothing of the role is left here. */
  boolean gone() {
    return hosting.state() instanceof HostState.Absent && wanted() instanceof Wanted.Nothing;
  }

  /** Stops the role for good because the server stops. Waits a little for what must be flushed. */
  void shutDown(Duration limit) {
    worker.execute(() -> {
      LoadedRole present = loaded;
      if (present != null) {
        present.stop();
        close();
      }
    });
    worker.shutdown();
    try {
      if (!worker.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
