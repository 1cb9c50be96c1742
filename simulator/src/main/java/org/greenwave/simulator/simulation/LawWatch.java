package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.DirectoryLaws;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.RoleHost;
import org.greenwave.simulator.simulation.world.Witness;
import org.greenwave.simulator.simulation.world.World;

/**
 * Judges a run by the laws, knowing the truth that no server knows. Each law is checked when
 * something has changed that it speaks of: leases after every event that lets a server act.
 */
public final class LawWatch implements Witness {
  private final World world;
  private final Cautions cautions;
  private final GrantLaws grants;
  private final OwedHosts owed;
  private final Map<String, String> actors = new HashMap<>();
  private final Set<String> unclaimed = new HashSet<>();

  LawWatch(World world) {
    this.world = world;
    this.cautions = new Cautions(world);
    this.grants = new GrantLaws(world, cautions);
    this.owed = new OwedHosts(world, cautions);
  }

  /** Judges a world from now on, after each event; breaking a law throws a sentence. */
  public static LawWatch over(World world) {
    LawWatch laws = new LawWatch(world);
    world.witnesses().add(laws);
    world.agenda().afterEach(_ -> laws.afterEvent());
    return laws;
  }

  Cautions cautions() {
    return cautions;
  }

  /** The law that takes time to be broken. */
  void look() {
    owed.look();
  }

  /** How often a law was really judged that excuses much. */
  long judged(Law law) {
    return law == Law.L4 ? owed.judged() : grants.judged(law);
  }

  /** A person has really asked for this. */
  public void wished(Leadership leader, Change.MoveBegun change) {
    grants.wished(leader, change);
  }

  /** The laws that are to hold at every instant. */
  void afterEvent() {
    if (world.takeTouched()) {
      world.log().directoryAt(world.log().last()).roles().keySet().forEach(this::oneLease);
    }
    if (world.log().directoryAt(world.log().last()).level() > 1) {
      world.machines().forEach(LawWatch::speaks);
    }
  }

  /** Nobody acts on a log that it does not understand. */
  private static void speaks(Machine machine) {
    machine
        .incarnation()
        .filter(run -> !machine.levels().speak(run.directory().level()))
        .ifPresent(run -> {
          throw new LawBroken(
              Law.L9,
              "%s with version %s goes on at level %d"
                  .formatted(run.id(), machine.release(), run.directory().level()));
        });
  }

  private void oneLease(String role) {
    String holder = "";
    for (Machine machine : world.machines()) {
      if (holds(machine, role)) {
        if (!holder.isEmpty()) {
          throw new LawBroken(
              Law.L1, "%s and %s host %s and hold leases".formatted(holder, machine.name(), role));
        }
        holder = machine.name();
      }
    }
  }

  /**
   * Whether a server hosts a role and holds a lease that means something: nothing inside a machine
   * that was suspended tells it so, only the fence stops it.
   */
  static boolean holds(Machine machine, String role) {
    return machine.working()
        && machine
            .incarnation()
            .filter(run -> active(run, role) && run.leased() && !run.leaseStood())
            .isPresent();
  }

  private static boolean active(Incarnation run, String role) {
    RoleHost host = run.hosts().get(role);
    return host != null && host.active();
  }

  @Override
  public void endedInStart(String role) {
    cautions.endedInStart(role);
  }

  @Override
  public void fenced(String role, long before, long after) {
    if (before > after) {
      throw new LawBroken(
          Law.L2, "the fence of %s fell from %d to %d".formatted(role, before, after));
    }
  }

  /** A grant means one run of a server; the next one starts nothing under it. */
  @Override
  public void hosts(String server, String role, HostState state) {
    if (state instanceof HostState.Starting(Grant grant)
        && world
            .machine(server)
            .incarnation()
            .filter(run -> run.id().equals(grant.incarnation()))
            .isEmpty()) {
      throw new LawBroken(
          Law.L1, "%s starts %s under %s of another run".formatted(server, role, grant));
    }
  }

  @Override
  public void broken(Law law, String facts) {
    throw new LawBroken(law, facts);
  }

  @Override
  public void acted(String server, String role, String action) {
    String done = role + " " + action;
    String before = actors.putIfAbsent(done, server);
    if (before != null && !unclaimed.contains(done)) {
      throw new LawBroken(
          Law.L1, "%s, then %s acted on %s of %s".formatted(before, server, action, role));
    }
  }

  /** Whoever acted on it cannot know that: it may be done again. */
  @Override
  public void claimLost(String role, String action) {
    unclaimed.add(role + " " + action);
  }

  @Override
  public void decided(Leadership leader, Situation situation, Decision decision) {
    if (decision.reason().sentence().isBlank()) {
      throw new LawBroken(Law.L8, decision.toString());
    }
    decision.change().ifPresent(change -> grants.decided(leader, situation.directory(), change));
  }

  @Override
  public void committed(ReplicatedLog.Entry entry) {
    if (entry.outcome().orElse(null) instanceof Outcome.Accepted
        && entry.content() instanceof ReplicatedLog.Content.Changed(Change change)) {
      List<DirectoryLaws.Breach> breaches =
          DirectoryLaws.breaches(entry.before(), entry.directory());
      if (!breaches.isEmpty()) {
        throw new LawBroken(breaches.getFirst().law(), breaches.getFirst().facts());
      }
      grants.committed(change, entry.before());
    }
  }
}
