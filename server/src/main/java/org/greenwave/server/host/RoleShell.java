package org.greenwave.server.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostCommand;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.directory.hosting.HostReport;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.hosting.Hosting;
import org.greenwave.directory.hosting.Waking;
import org.greenwave.directory.hosting.Wanted;
import org.greenwave.directory.hosting.Watchdog;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One role on this server. Its state belongs to the loop; its work to a thread of its own. */
final class RoleShell {
  /** What a shell tells the rest of the server, in the loop. */
  interface Surroundings {
    /** What beats say of the role may have changed. */
    void newsMayBeThere();

    /** Tells the next host that it has the role; on any thread, as no loop is to be waited for. */
    void handedOver(String role, Grant pending);

    /** Ends the server's process, once its last beat has told of it. */
    void endServer(RoleHangs why);
  }

  private static final Logger LOG = LoggerFactory.getLogger(RoleShell.class);
  private static final long CROWDED_MILLIS = 30_000;

  /** How many threads of calls that never return a role may leave behind. */
  private static final int MOST_LINGERING = 4;

  private final String name;
  private final String type;
  private final HostSettings settings;
  private final Surroundings surroundings;
  private final Loading loading;
  private final RetryPause pause = new RetryPause();
  private final List<BooleanSupplier> leftBehind = new ArrayList<>();
  private volatile RoleThread thread;
  private volatile Hosting hosting = Hosting.ABSENT;
  private Waking waking;
  private volatile long steppedDownFrom;
  private long handedFence;
  private long roleVersion;
  private int retry;
  private boolean ending;
  private boolean ended;
  private volatile boolean leaving;

  RoleShell(String name, RoleType type, HostSettings settings, Surroundings surroundings) {
    this.name = name;
    this.type = type.facts().type();
    this.settings = settings;
    this.surroundings = surroundings;
    this.waking = Waking.since(settings.loop().nowMillis());
    this.loading = new Loading(name, type, settings, new FenceWatch(this::hosted, this::refused));
    this.thread = new RoleThread(name);
  }

  /** Does what is to be done next. In the loop. */
  void step() {
    if (thread.closed()) {
      return;
    }
    lookAfter();
    Role recorded = settings.view().directory().roles().get(name);
    if (recorded != null) {
      changed(recorded);
    }
    Hosting.Step step = hosting.towards(wanted());
    hosting = step.hosting();
    step.command().ifPresent(this::order);
    surroundings.newsMayBeThere();
  }

  /** Settings are passed on; and a role that failed before it was changed is tried at once. */
  private void changed(Role recorded) {
    if (recorded.version() != roleVersion) {
      roleVersion = recorded.version();
      pause.forget();
      // One that is not wanted any more is closed from where it is, or nobody would close it.
      if (hosting.state() instanceof HostState.Refusing && wanted().asLoaded()) {
        hosting = hosting.after(new HostEvent.RetryDue());
      }
    }
    LoadedRole present = loading.present();
    if (present != null && ours(recorded) && present.offers(recorded.settings())) {
      thread.execute(() -> present.reconfigure(recorded.settings()));
    }
  }

  /** Gives the role up on this server when it hangs or gets nothing done (rule 8). */
  private void lookAfter() {
    waking = waking.look(settings.loop().nowMillis());
    long callMillis = waking.counted(thread.callMillis());
    LoadedRole present = loading.present();
    long idleMillis = present == null ? 0 : waking.counted(present.pulse().idleMillis());
    long muteMillis = present == null ? 0 : waking.counted(present.pulse().muteMillis());
    Watchdog.judge(hosting.state(), callMillis, idleMillis, muteMillis).ifPresent(this::givenUp);
    boolean beyondHelp = Watchdog.beyondHelp(hosting.state(), callMillis);
    if (beyondHelp != ending && !ended) {
      ending = beyondHelp;
      surroundings.newsMayBeThere();
    }
    if (ending && !ended && recordedAsEnded()) {
      ended = true;
      surroundings.endServer(
          new RoleHangs(name, "a call has not returned for %d s".formatted(callMillis / 1000)));
    }
  }

  /** The leader has recorded that this process ends, which it does for one server at a time. */
  private boolean recordedAsEnded() {
    return settings.view().directory().guard(name).knows(settings.identity().incarnation());
  }

  private void givenUp(HostEvent event) {
    LoadedRole present = loading.present();
    LOG.warn("{} is given up here: {}", name, event);
    if (event instanceof HostEvent.Abandoned) {
      leaveBehind();
      takeIn(event);
      return;
    }
    HostEvent told =
        event instanceof HostEvent.Stalled
                && present != null
                && !present.pulse().complaint().isEmpty()
            ? new HostEvent.Stalled(present.pulse().complaint())
            : event;
    takeIn(told);
    if (hosting.state() instanceof HostState.Hung(_, String why)) {
      if (present != null) {
        present.revoke(why);
      }
      thread.interruptCall();
    }
  }

  /** The thread of a call that does not return is replaced by another; the role is loaded anew. */
  private void leaveBehind() {
    RoleThread before = thread;
    leftBehind.add(before::lingers);
    thread = new RoleThread(name);
    before.giveUp();
    loading.leave();
  }

  private Wanted wanted() {
    Wanted wanted =
        Wanted.of(
            settings.view().directory(),
            name,
            settings.identity().name(),
            settings.identity().incarnation(),
            handedFence);
    Role recorded = settings.view().directory().roles().get(name);
    boolean otherType = recorded != null && !ours(recorded);
    if (otherType) {
      return new Wanted.Nothing();
    }
    return databaseChanged() ? wanted.reloaded() : wanted;
  }

  /** A role that was deleted and made again with another type has only the name in common. */
  private boolean ours(Role recorded) {
    return recorded.type().equals(type);
  }

  /** A role whose database was changed has to be loaded anew. */
  private boolean databaseChanged() {
    LoadedRole present = loading.present();
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
    RoleThread used = thread;
    long handed = handedFence;
    used.execute(() -> {
      HostEvent event = failed(command, "it cannot be said how");
      try {
        event = carryOut(command, used, handed);
      } finally {
        tell(used, event);
      }
    });
  }

  private void tell(RoleThread used, HostEvent event) {
    settings
        .loop()
        .post(() -> {
          if (used == thread) {
            happened(event);
          }
        });
  }

  /** Takes in what has become of the role. In the loop. */
  private void happened(HostEvent event) {
    if (hosting.state() instanceof HostState.Refusing) {
      hosting = hosting.after(event);
    } else {
      takeIn(event);
    }
    step();
  }

  /** Takes in what may mean that the role refuses from now on; then it is tried again later. */
  private void takeIn(HostEvent event) {
    HostState before = hosting.state();
    LoadedRole present = loading.present();
    hosting = hosting.after(event);
    if (before instanceof HostState.Stopping && hosting.state() instanceof HostState.Warm) {
      pause.forget();
    }
    if (before instanceof HostState.Starting
        && hosting.state() instanceof HostState.Active
        && present != null) {
      present.pulse().begin();
    }
    if (hosting.state() instanceof HostState.Refusing(String why, _)) {
      if (present != null && !(event instanceof HostEvent.Failed)) {
        cast(present, why);
      }
      boolean fault = present == null || present.atFault() || !(event instanceof HostEvent.Failed);
      int own = ++retry;
      settings
          .loop()
          .after(pause.millis(fault, before instanceof HostState.Starting), () -> retry(own));
    }
  }

  /** A role that got nothing done, or could not say how it is, is not used again as it is. */
  private void cast(LoadedRole present, String why) {
    present.revoke(why);
    leftBehind.add(present.pulse()::lingers);
  }

  private void retry(int own) {
    leftBehind.removeIf(before -> !before.getAsBoolean());
    if (own == retry && leftBehind.size() < MOST_LINGERING) {
      happened(new HostEvent.RetryDue());
    } else if (own == retry) {
      settings.loop().after(CROWDED_MILLIS, () -> retry(own));
    }
  }

  private HostEvent carryOut(HostCommand command, RoleThread used, long handed) {
    try {
      return switch (command) {
        case HostCommand.Prepare _ ->
            loading.prepare(used, () -> !used.closed() && wanted().asLoaded());
        case HostCommand.Start(Grant grant) -> loading.start(grant, handed, () -> stands(grant));
        case HostCommand.Stop _ -> present().stop();
        case HostCommand.Yield(Grant from, Grant pending) ->
            present().handOver(from, pending, () -> surroundings.handedOver(name, pending));
        case HostCommand.Close _ -> loading.close();
      };
    } catch (Throwable failure) {
      String words = PlainWords.typed(failure);
      LOG.warn("{} failed: {}", name, words);
      return failed(command, words);
    }
  }

  private static HostEvent failed(HostCommand command, String words) {
    return command instanceof HostCommand.Close
        ? new HostEvent.Closed()
        : new HostEvent.Failed("The role failed: " + words, 0);
  }

  private LoadedRole present() {
    return Objects.requireNonNull(loading.present(), "a role is loaded before it is used");
  }

  private void refused(long fence, long held) {
    settings.loop().post(() -> happened(new HostEvent.FencedOff(fence, held)));
  }

  /** Whether a grant still counts: the role may have been deactivated, or its database changed. */
  private boolean stands(Grant grant) {
    return !thread.closed()
        && wanted() instanceof Wanted.Host(Grant now)
        && now.fence() == grant.fence();
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
    LoadedRole present = loading.present();
    String sentence =
        present == null ? "The role is not loaded yet." : present.sentence() + steppedDown();
    RoleReport report =
        HostReport.of(hosting, wanted(), loading.databaseWritable(), sentence)
            .sealed(loading.sealedVersion());
    if (leaving) {
      return report.stopping();
    }
    return ending ? report.ending() : report;
  }

  /** What is known of the role's database from here. */
  Optional<String> databaseSentence() {
    return Optional.ofNullable(loading.present())
        .map(role -> role.databaseSentence(settings.clock().instant()));
  }

  /** The grant under which this server hosts the role. */
  Optional<Grant> hosted() {
    return hosting.state() instanceof HostState.Active(Grant grant)
        ? Optional.of(grant)
        : Optional.empty();
  }

  /** How far the role has come here; empty when it is not loaded. */
  Optional<Progress> progress() {
    return Optional.ofNullable(loading.present()).map(role -> role.pulse().latest());
  }

  /** The role as it is loaded here; empty when it is not. */
  Optional<HostedRole> role() {
    return Optional.ofNullable(loading.present()).map(LoadedRole::hosted);
  }

  /** Whether nothing of the role is left here. */
  boolean gone() {
    return hosting.state() instanceof HostState.Absent && wanted() instanceof Wanted.Nothing;
  }

  /** Begins to stop the role for good. */
  void leave() {
    leaving = true;
    thread.execute(() -> {
      LoadedRole present = loading.present();
      if (present != null) {
        present.stop();
        loading.close();
      }
    });
    thread.finish();
  }

  /** Waits a little, after {@link #leave}, for what must be flushed. */
  void awaitEnd(Duration limit) {
    thread.close(limit.toMillis());
  }
}
