package org.greenwave.simulator.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.greenwave.directory.Grant;
import org.greenwave.directory.LeftDatabase;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostCommand;
import org.greenwave.directory.hosting.HostCondition;
import org.greenwave.directory.hosting.HostEvent;
import org.greenwave.directory.hosting.HostReport;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.hosting.Hosting;
import org.greenwave.directory.hosting.Wanted;
import org.greenwave.directory.hosting.Watchdog;

/** One role on one server: carries out what the pure rules command, and reports back. */
public final class RoleHost {
  private static final long PREPARE_MILLIS = 200;
  private static final long RECONNECT_MILLIS = 500;
  private static final long RAISE_TIMEOUT_MILLIS = 300;
  private static final long ACTIVATE_MILLIS = 20;
  private static final long STOP_MILLIS = 20;
  private static final long RETRY_MILLIS = 1_000;
  private static final long LAST_WORD_MILLIS = 300;
  private static final long NEVER = -1;
  private static final String NOWHERE = "";

  private final Incarnation self;
  private final String role;
  private final RoleWork work;
  private Hosting hosting = Hosting.ABSENT;
  private long handedFence;
  private boolean writable;
  private long sinceMillis;
  private long callSinceMillis = NEVER;
  private long idleSinceMillis = NEVER;
  private boolean ending;
  private boolean ended;
  private int thread;
  private String place = NOWHERE;
  private long sealedVersion;

  RoleHost(Incarnation self, String role) {
    this.self = self;
    this.role = role;
    this.work = new RoleWork(this);
  }

  void handed(long fence) {
    handedFence = Math.max(handedFence, fence);
    advance();
  }

  /** Takes the next step towards what the Directory wants. */
  void advance() {
    endIfRecorded();
    Hosting.Step step = hosting.towards(wanted());
    become(step.hosting());
    step.command().ifPresent(this::carryOut);
  }

  private Wanted wanted() {
    String server = self.machine().name();
    String incarnation = self.id();
    if (self.world().has(Bug.OLD_GRANT_AFTER_RESTART)) {
      incarnation =
          self.directory()
              .assignment(role)
              .grant()
              .filter(grant -> grant.server().equals(server))
              .map(Grant::incarnation)
              .orElse(incarnation);
    }
    Wanted wanted = Wanted.of(self.directory(), role, server, incarnation, handedFence);
    return place.equals(NOWHERE) || place.equals(recordedPlace()) ? wanted : wanted.reloaded();
  }

  /** Where the role's database is, as far as this server knows. */
  private String recordedPlace() {
    Role recorded = self.directory().roles().get(role);
    return recorded == null ? place : RoleDatabase.place(role, recorded.database());
  }

  private void happened(HostEvent event) {
    if (become(hosting.after(event))) {
      if (hosting.state() instanceof HostState.Refusing) {
        self.later(RETRY_MILLIS, EventKind.RETRY, () -> happened(new HostEvent.RetryDue()));
      }
      advance();
    }
  }

  private boolean become(Hosting next) {
    if (next.equals(hosting)) {
      return false;
    }
    hosting = next;
    sinceMillis = now();
    self.world().touch();
    String server = self.machine().name();
    self.world().witnesses().forEach(witness -> witness.hosts(server, role, next.state()));
    self.beatSoon();
    return true;
  }

  private void carryOut(HostCommand command) {
    switch (command) {
      case HostCommand.Prepare _ -> prepare();
      case HostCommand.Start(Grant grant) -> start(grant);
      case HostCommand.Stop _ -> after(STOP_MILLIS, () -> happened(new HostEvent.Stopped()));
      case HostCommand.Yield(Grant from, Grant pending) -> yieldTo(from, pending);
      case HostCommand.Close _ -> after(STOP_MILLIS, this::closed);
    }
  }

  /** The role is loaded with the database that it has now. */
  private void prepare() {
    place = place.equals(NOWHERE) ? recordedPlace() : place;
    after(PREPARE_MILLIS, this::prepared);
  }

  private void closed() {
    place = NOWHERE;
    happened(new HostEvent.Closed());
  }

  private void after(long usualMillis, Runnable action) {
    after(usualMillis, thread, action);
  }

  /**
   * A call that hangs is not over until it is left behind: what follows on it does not come then.
   */
  private void after(long usualMillis, int own, Runnable action) {
    self.later(
        self.world().chance().workMillis(usualMillis),
        EventKind.WORK,
        () -> {
          if (own != thread) {
            return;
          }
          if (self.machine().hangs(role)) {
            callSinceMillis = callSinceMillis == NEVER ? now() : callSinceMillis;
            lookAfter();
            after(usualMillis + 100, own, action);
          } else {
            callSinceMillis = NEVER;
            action.run();
          }
        });
  }

  /** Gives the role up on this server when it hangs or gets nothing done. */
  private void lookAfter() {
    Watchdog.judge(hosting.state(), since(callSinceMillis), since(idleSinceMillis), 0)
        .ifPresent(this::givenUp);
    boolean beyondHelp = Watchdog.beyondHelp(hosting.state(), since(callSinceMillis));
    if (beyondHelp != ending && !ended) {
      ending = beyondHelp;
      self.beatSoon();
    }
    endIfRecorded();
  }

  /** The leader has recorded that this process ends for the role. */
  private void endIfRecorded() {
    if (ending && !ended && self.directory().guard(role).knows(self.id())) {
      ended = true;
      self.later(LAST_WORD_MILLIS, EventKind.END, () -> self.machine().kill());
    }
  }

  /** A call that is left behind does nothing any more. */
  private void givenUp(HostEvent event) {
    if (event instanceof HostEvent.Abandoned) {
      thread++;
      callSinceMillis = NEVER;
      place = NOWHERE;
    }
    happened(event);
  }

  private long since(long millis) {
    return millis == NEVER ? 0 : now() - millis;
  }

  private long now() {
    return self.world().agenda().nowMillis();
  }

  /** A role waits for its database as long as it is wanted: nothing is loaded without it. */
  private void prepared() {
    if (stored() && !self.reachesDatabase()) {
      awaitDatabase();
      return;
    }
    Optional<String> refusal = self.machine().refusal(role);
    happened(
        refusal.isPresent() ? new HostEvent.Failed(refusal.get(), 0) : new HostEvent.Prepared());
  }

  private void awaitDatabase() {
    if (!wanted().asLoaded()) {
      happened(new HostEvent.Failed("the role database cannot be reached", 0));
      return;
    }
    int own = thread;
    self.later(
        RECONNECT_MILLIS,
        EventKind.RETRY,
        () -> {
          if (own == thread) {
            prepared();
          }
        });
  }

  private void start(Grant grant) {
    long fence = grant.fence();
    if (!stored()) {
      after(ACTIVATE_MILLIS, () -> activate(fence));
      return;
    }
    List<LeftDatabase> left = self.directory().left(role);
    if (left.isEmpty() && fence == handedFence) {
      work.beginHanded();
      after(ACTIVATE_MILLIS, () -> activate(fence));
      return;
    }
    seal(self.world().has(Bug.LEFT_DATABASE_NOT_SEALED) ? List.of() : left, fence, 0);
  }

  /**
   * Raises the fence in each database that the role has left, one after the other, then in its own.
   *
   * @param version the latest version of the role up to which all are sealed; {@link #NEVER} when
   *     one could not be
   */
  private void seal(List<LeftDatabase> left, long fence, long version) {
    if (left.isEmpty()) {
      sealedVersion = Math.max(0, version);
      String here = place;
      ask(
          (database, reply) -> database.raise(here, licence(fence), reply),
          fence,
          held -> raised(held, fence));
      return;
    }
    LeftDatabase first = left.getFirst();
    String there = RoleDatabase.place(role, first.database());
    ask(
        (database, reply) -> database.seal(there, licence(fence), reply),
        fence,
        held -> {
          boolean sealed = held.licensed() && version != NEVER;
          seal(left.subList(1, left.size()), fence, sealed ? first.roleVersion() : NEVER);
        });
  }

  /** As often as it takes while the grant stands: without its fence a role is not activated. */
  private void ask(
      Incarnation.Question<RoleDatabase.Begun> raise,
      long fence,
      Consumer<RoleDatabase.Begun> then) {
    self.<RoleDatabase.Begun>ask(
        raise,
        RAISE_TIMEOUT_MILLIS,
        answer -> {
          if (hosting.state() instanceof HostState.Starting(Grant grant)
              && grant.fence() == fence) {
            answer.ifPresentOrElse(then, () -> notRaised(raise, fence, then));
          }
        });
  }

  private void raised(RoleDatabase.Begun held, long fence) {
    if (held.licensed()) {
      work.begin(held);
      after(ACTIVATE_MILLIS, () -> activate(fence));
    } else {
      String sentence = "the role database holds fence %d, not for it".formatted(held.fence());
      happened(new HostEvent.Failed(sentence, held.fence()));
    }
  }

  private void notRaised(
      Incarnation.Question<RoleDatabase.Begun> raise,
      long fence,
      Consumer<RoleDatabase.Begun> then) {
    if (wanted() instanceof Wanted.Host(Grant now) && now.fence() == fence) {
      ask(raise, fence, then);
    } else {
      happened(new HostEvent.Failed("the fence could not be raised in time", 0));
    }
  }

  RoleDatabase.Licence licence(long fence) {
    return new RoleDatabase.Licence(self.machine().name(), fence);
  }

  private void activate(long fence) {
    Optional<String> refusal = self.machine().refusal(Machine.START_OF + role);
    happened(
        refusal.isPresent()
            ? new HostEvent.Failed(refusal.get(), 0)
            : new HostEvent.Started(fence));
  }

  private void yieldTo(Grant from, Grant pending) {
    after(
        STOP_MILLIS,
        () -> {
          if (stored()) {
            var next = new RoleDatabase.Licence(pending.server(), pending.fence());
            work.handOver(from.fence(), next, done -> yielded(pending, done));
          } else {
            yielded(pending, true);
          }
        });
  }

  private void yielded(Grant pending, boolean handedOver) {
    if (handedOver) {
      self.send(pending.server(), EventKind.HANDED, there -> there.handed(role, pending.fence()));
    }
    happened(new HostEvent.Stopped());
  }

  void fencedOff(long fence, long held) {
    happened(new HostEvent.FencedOff(fence, held));
  }

  /** One turn of the work, if the role is active here. */
  void work() {
    if (!(hosting.state() instanceof HostState.Active(Grant grant) && stored())) {
      return;
    }
    if (self.machine().hangs(role)) {
      idleSinceMillis = idleSinceMillis == NEVER ? now() : idleSinceMillis;
      lookAfter();
    } else {
      idleSinceMillis = NEVER;
      work.turn(grant.fence());
    }
  }

  RoleReport report(boolean databaseWritable) {
    writable = databaseWritable || !stored();
    RoleReport report =
        HostReport.of(hosting, wanted(), writable, condition().clause()).sealed(sealedVersion);
    return ending ? report.ending() : report;
  }

  /** A role whose type is lamp has no database and lives by its lease alone. */
  public boolean stored() {
    Role recorded = self.directory().roles().get(role);
    return recorded == null || !recorded.type().equals("lamp");
  }

  /** How the host stands with its licences. */
  public HostCondition condition() {
    return HostCondition.of(self.leased(), writable);
  }

  /** How far the role is here. */
  public HostState state() {
    return hosting.state();
  }

  /** For how long it has been as far as it is. */
  public long steadyMillis() {
    return now() - sinceMillis;
  }

  /** Whether the role is active here; one that is giving itself up acts no more. */
  public boolean active() {
    return hosting.state() instanceof HostState.Active;
  }

  Incarnation self() {
    return self;
  }

  String role() {
    return role;
  }

  /** The database that the role is loaded with, for the world to tell it from others. */
  String place() {
    return place;
  }
}
