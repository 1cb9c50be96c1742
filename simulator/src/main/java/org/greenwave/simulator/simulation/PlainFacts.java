package org.greenwave.simulator.simulation;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Releases;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.Network;
import org.greenwave.simulator.simulation.world.RoleHost;
import org.greenwave.simulator.simulation.world.World;

/** What has been so for long enough that nothing can have hidden it from a leader. */
final class PlainFacts {
  private final World world;
  private final long forMillis;
  private long timedAtMillis;

  PlainFacts(World world, long forMillis) {
    this.world = world;
    this.forMillis = forMillis;
  }

  long forMillis() {
    return forMillis;
  }

  /**
   * People have changed how long things may take: what was silence a moment ago may be none now.
   */
  void timingsEdited() {
    timedAtMillis = world.agenda().nowMillis();
  }

  /** Whether the timings are known to everybody. */
  boolean timed() {
    return world.agenda().nowMillis() - timedAtMillis >= forMillis;
  }

  /** Whether a server has worked all the time, but for sleep. */
  boolean unharmed(String server) {
    Machine machine = world.machine(server);
    return machine.working() && machine.unharmedMillis() >= forMillis;
  }

  /** Whether a server has worked all the time, neither starved nor asleep. */
  boolean awake(String server) {
    Machine machine = world.machine(server);
    return machine.working() && machine.calmMillis() >= forMillis;
  }

  /** Whether a server was asked to end. */
  boolean leaving(String server) {
    return world.machine(server).incarnation().filter(Incarnation::leaving).isPresent();
  }

  /** Whether the very process that holds a grant runs, and was not asked to end. */
  boolean staying(Grant held) {
    return world
        .machine(held.server())
        .incarnation()
        .filter(run -> run.id().equals(held.incarnation()) && !run.leaving())
        .isPresent();
  }

  /** Whether a server has worked, and a leader has heard it as it spoke. */
  boolean heard(Leadership leader, String server) {
    return awake(server) && joined(leader, server);
  }

  /** Whether nothing was lost or late between a leader and a server. */
  boolean joined(Leadership leader, String server) {
    return world.network().soundMillis(leader.self().machine().name(), server) >= forMillis;
  }

  /** Whether a server's way to a leader has been cut all the time. */
  boolean cutOff(String server, Leadership leader) {
    String there = leader.self().machine().name();
    return world.network().isCut(server, there)
        && world.agenda().nowMillis() - world.network().cutChangedMillis(server, there)
            >= forMillis;
  }

  /** Whether the software of two servers goes together, plug-ins and all. */
  boolean alike(String server, String other) {
    Machine one = world.machine(server);
    Machine two = world.machine(other);
    return one.plugins().equals(two.plugins()) && Releases.adjacent(one.release(), two.release());
  }

  /** Whether more than half of the Directory servers accept at once what a leader proposes. */
  boolean majority(Leadership leader) {
    List<String> voters = leader.self().directory().directoryServers();
    return 2 * voters.stream().filter(voter -> heard(leader, voter)).count() > voters.size();
  }

  /** Whether a role that has a database can be stored from a server. */
  boolean stores(String server, String role) {
    return host(server, role).filter(host -> !host.stored()).isPresent()
        || (world.database().soundMillis() >= forMillis
            && world.network().soundMillis(server, Network.DATABASE) >= forMillis);
  }

  /** Whether a role could be started on a server at once. */
  boolean warm(String server, String role) {
    return steady(server, role).filter(host -> host.state() instanceof HostState.Warm).isPresent();
  }

  /** Whether a role has worked on a server. */
  boolean active(String server, String role) {
    return steady(server, role)
        .filter(host -> host.state() instanceof HostState.Active)
        .isPresent();
  }

  private Optional<RoleHost> steady(String server, String role) {
    return host(server, role)
        .filter(host -> host.steadyMillis() >= forMillis)
        .filter(_ -> world.machine(server).compliantMillis(role) >= forMillis);
  }

  /** A role on a server, if a process runs there. */
  Optional<RoleHost> host(String server, String role) {
    return world
        .machine(server)
        .incarnation()
        .map(Incarnation::hosts)
        .map(hosts -> hosts.get(role));
  }
}
