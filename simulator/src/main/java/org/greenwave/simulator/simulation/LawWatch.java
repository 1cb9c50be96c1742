package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.DirectoryLaws;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Field;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.RoleDatabase;
import org.greenwave.simulator.simulation.world.RoleHost;
import org.greenwave.simulator.simulation.world.Witness;
import org.greenwave.simulator.simulation.world.World;

/** Judges a run by the laws, knowing the truth that no server knows. */
final class LawWatch implements Witness {
  /** After so long without a fault of its own, a server must be known to be what it is. */
  private static final long PLAIN_MILLIS = 4_000;

  private final World world;
  private final Map<String, String> actors = new HashMap<>();
  private final Map<String, Long> fences = new HashMap<>();

  LawWatch(World world) {
    this.world = world;
  }

  /** The laws that are to hold at every instant. */
  void afterEvent() {
    for (Role role : world.log().directoryAt(world.log().last()).roles().values()) {
      oneLease(role.name());
      risingFence(role.name());
    }
  }

  private void oneLease(String role) {
    String holder = "";
    for (Machine machine : world.machines()) {
      if (machine.working() && holds(machine, role)) {
        if (!holder.isEmpty()) {
          throw new LawBroken(
              Law.L1, "%s and %s host %s and hold leases".formatted(holder, machine.name(), role));
        }
        holder = machine.name();
      }
    }
  }

  private static boolean holds(Machine machine, String role) {
    Incarnation incarnation = machine.incarnation().orElseThrow();
    RoleHost host = incarnation.hosts().get(role);
    return host != null && host.active() && incarnation.leased();
  }

  private void risingFence(String role) {
    long now = world.database().fence(role);
    Long before = fences.put(role, now);
    if (before != null && before > now) {
      throw new LawBroken(
          Law.L2, "the fence of %s fell from %d to %d".formatted(role, before, now));
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
    String before = actors.putIfAbsent(role + " " + action, server);
    if (before != null && !before.equals(server)) {
      throw new LawBroken(
          Law.L1, "%s and %s both acted on %s of %s".formatted(before, server, action, role));
    }
  }

  @Override
  public void decided(String leader, Situation situation, Decision decision) {
    if (decision.reason().sentence().isBlank()) {
      throw new LawBroken(Law.L8, decision.toString());
    }
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
      switch (change) {
        case Change.GrantIssued(Grant grant, _) -> granted(grant, entry);
        case Change.MoveBegun(Grant pending, _) -> granted(pending, entry);
        case Change.MoveCompleted _,
            Change.Founded _,
            Change.MaintenanceSet _,
            Change.TimingsEdited _,
            Change.ServerEnded _,
            Change.GuardReset _,
            Change.TokenIssued _,
            Change.ServerJoined _,
            Change.ServerAnnounced _,
            Change.RoleCreated _,
            Change.RoleEdited _,
            Change.RoleDeleted _ -> {}
      }
    }
  }

  private void granted(Grant grant, ReplicatedLog.Entry entry) {
    if (grant.reason() instanceof GrantReason reason && plainLeader()) {
      if (!asked(reason)) {
        undisturbed(grant, entry.before().assignment(grant.role()));
      }
      if (byTheList(reason)) {
        Optional.ofNullable(entry.before().roles().get(grant.role()))
            .ifPresent(role -> firstUsable(grant, role.servers()));
      }
    }
  }

  /** Law L6. */
  private void undisturbed(Grant grant, Assignment before) {
    if (before instanceof Assignment.Held(Grant held)
        && plain(held.server())
        && host(held.server(), grant.role())
            .filter(host -> host.state() instanceof HostState.Active)
            .filter(host -> host.steadyMillis() >= PLAIN_MILLIS)
            .isPresent()) {
      throw new LawBroken(
          Law.L6, "%s was healthy when %s was granted".formatted(held.server(), grant));
    }
  }

  /** Law L5. */
  private void firstUsable(Grant grant, List<String> list) {
    list.stream()
        .takeWhile(server -> !server.equals(grant.server()))
        .filter(this::plain)
        .filter(server -> warm(server, grant.role()))
        .findFirst()
        .ifPresent(better -> {
          throw new LawBroken(Law.L5, "%s was usable when %s was granted".formatted(better, grant));
        });
  }

  private boolean warm(String server, String role) {
    return host(server, role)
        .filter(host -> host.state() instanceof HostState.Warm)
        .filter(host -> host.steadyMillis() >= PLAIN_MILLIS)
        .isPresent();
  }

  private Optional<RoleHost> host(String server, String role) {
    return world
        .machine(server)
        .incarnation()
        .flatMap(incarnation -> Optional.ofNullable(incarnation.hosts().get(role)));
  }

  private boolean plainLeader() {
    return world
        .leader()
        .map(Leadership::self)
        .map(Incarnation::machine)
        .filter(machine -> plain(machine.name()))
        .isPresent();
  }

  private boolean plain(String server) {
    Machine machine = world.machine(server);
    return machine.working()
        && machine.calmMillis() >= PLAIN_MILLIS
        && world.database().up()
        && world.network().whole(server);
  }

  private static boolean asked(GrantReason reason) {
    return reason instanceof GrantReason.AskedFor
        || reason instanceof GrantReason.HigherPriority
        || reason instanceof GrantReason.HostRemoved;
  }

  private static boolean byTheList(GrantReason reason) {
    return reason instanceof GrantReason.FirstUsable
        || reason instanceof GrantReason.HostGone
        || reason instanceof GrantReason.HostRestarted
        || reason instanceof GrantReason.LeaseRanOut
        || reason instanceof GrantReason.HostFailed;
  }

  /** What must hold when all faults have been healed for the budget: laws L3, L4 and L7. */
  void settled(long storedUntilPeriod) {
    long last = world.log().last();
    for (Role role : world.log().directoryAt(last).roles().values()) {
      if (role.active()) {
        hosted(role);
      }
      if (role.type().equals("tss")) {
        stored(role, storedUntilPeriod);
      }
    }
    for (Machine machine : world.machines()) {
      long applied = machine.incarnation().map(Incarnation::applied).orElse(0L);
      if (applied + 20 < last) {
        throw new LawBroken(
            Law.L7, "%s knows %d of %d entries".formatted(machine.name(), applied, last));
      }
    }
  }

  private void hosted(Role role) {
    boolean hosted =
        world.machines().stream()
            .anyMatch(machine -> machine.working() && holds(machine, role.name()));
    if (!hosted) {
      throw new LawBroken(
          Law.L4,
          "nobody hosts %s: %s"
              .formatted(
                  role.name(),
                  world.log().directoryAt(world.log().last()).assignment(role.name())));
    }
  }

  private void stored(Role role, long untilPeriod) {
    RoleDatabase database = world.database();
    long counted = database.samples(role.name()).stream().mapToLong(Field.Sample::volume).sum();
    if (counted != database.count(role.name())) {
      throw new LawBroken(
          Law.L3,
          "%s counted %d, its samples make %d"
              .formatted(role.name(), database.count(role.name()), counted));
    }
    for (String device : Field.devices(role.name())) {
      for (long period = 1; role.active() && period <= untilPeriod; period++) {
        if (!database.samples(role.name()).contains(new Field.Sample(device, period))) {
          throw new LawBroken(Law.L3, "period %d of %s is missing".formatted(period, device));
        }
      }
    }
  }
}
