package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/**
 * Law L4 while faults last: when a role's host is lost to a leader that nothing hinders, and
 * another server is warm, the role must not stay with the lost one. Looked at often; what happens
 * to any of those whom it depends on begins it anew.
 */
final class OwedHosts {
  /** How often it is looked. What has been so for that long has been so since the last look. */
  static final long LOOK_MILLIS = 200;

  /**
   * What is left to the leader once the last lease has surely run out: an election's first entry, a
   * tick, two write probes of the next host a second apart, a commit. A second would do as a rule.
   */
  private static final long GRACE_MILLIS = 3_000;

  /** What must stay as it is for a debt to grow. */
  private record Terms(
      String leader,
      long term,
      Grant grant,
      long roleVersion,
      long hostFaultMillis,
      long linkMillis) {}

  /** A role that has been owed a host since then, to be paid by then. */
  private record Debt(Terms terms, long dueMillis) {}

  private final World world;
  private final PlainFacts plain;
  private final Cautions cautions;
  private final Map<String, Debt> debts = new HashMap<>();
  private long judged;

  OwedHosts(World world, Cautions cautions) {
    this.world = world;
    this.plain = new PlainFacts(world, LOOK_MILLIS);
    this.cautions = cautions;
  }

  /** How many debts have been paid in time or have fallen due. */
  long judged() {
    return judged;
  }

  void look() {
    Directory directory = world.log().directoryAt(world.log().last());
    Optional<Leadership> leader = world.leader().filter(this::unhindered);
    directory.roles().values().forEach(role -> look(role, directory, leader));
  }

  private void look(Role role, Directory directory, Optional<Leadership> leader) {
    Debt before = debts.remove(role.name());
    Optional<Terms> terms =
        role.active() && directory.assignment(role.name()) instanceof Assignment.Held(Grant grant)
            ? leader
                .filter(leads -> owed(role, grant, directory, leads))
                .map(leads -> terms(role, grant, leads))
            : Optional.empty();
    if (terms.isEmpty()) {
      judged += before != null && paid(before, directory) ? 1 : 0;
      return;
    }
    Debt now =
        before != null && before.terms().equals(terms.get())
            ? before
            : new Debt(terms.get(), dueMillis());
    debts.put(role.name(), now);
    if (world.agenda().nowMillis() > now.dueMillis()) {
      throw new LawBroken(
          Law.L4,
          "%s has stayed with the lost %s, and another is warm; %s"
              .formatted(
                  role.name(),
                  now.terms().grant().incarnation(),
                  leader.map(leads -> leads.says(role.name())).orElse("")));
    }
  }

  private static boolean paid(Debt debt, Directory directory) {
    Grant lost = debt.terms().grant();
    return directory
        .assignment(lost.role())
        .grant()
        .filter(grant -> grant.fence() > lost.fence())
        .isPresent();
  }

  private long dueMillis() {
    long lease = world.timings().withMargin(world.timings().leaseMillis());
    return world.agenda().nowMillis()
        + Math.max(lease, world.log().leaseAt(world.log().last()))
        + GRACE_MILLIS;
  }

  private boolean unhindered(Leadership leader) {
    String name = leader.self().machine().name();
    return leader.ready()
        && plain.awake(name)
        && leader.self().ageMillis() > world.timings().startWaitMillis()
        && plain.majority(leader);
  }

  private boolean owed(Role role, Grant grant, Directory directory, Leadership leader) {
    return lost(grant, leader)
        && role.servers().stream()
            .filter(server -> plain.heard(leader, server))
            .filter(server -> plain.warm(server, role.name()))
            .filter(server -> plain.stores(server, role.name()))
            .filter(server -> !directory.maintenance().containsKey(server))
            .anyMatch(server -> !cautions.mayKeep(role.name(), server));
  }

  /** Whether the run of a server that was granted a role is not heard by the leader any more. */
  private boolean lost(Grant grant, Leadership leader) {
    Machine host = world.machine(grant.server());
    boolean runs =
        host.working()
            && host.incarnation()
                .map(Incarnation::id)
                .filter(grant.incarnation()::equals)
                .isPresent();
    return !runs || world.network().isCut(host.name(), leader.self().machine().name());
  }

  private Terms terms(Role role, Grant grant, Leadership leader) {
    Machine host = world.machine(grant.server());
    String name = leader.self().machine().name();
    return new Terms(
        leader.self().id(),
        leader.term(),
        grant,
        role.version(),
        world.agenda().nowMillis() - host.calmMillis(),
        world.network().cutChangedMillis(host.name(), name));
  }
}
