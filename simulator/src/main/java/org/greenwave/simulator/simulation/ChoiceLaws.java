package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.RoleHost;
import org.greenwave.simulator.simulation.world.World;

/** Judges who is chosen: laws L5 and L6, where nothing hides the truth from the leader. */
final class ChoiceLaws {
  /** After so long without a fault of its own, a server must be known to be what it is. */
  private static final long PLAIN_MILLIS = 4_000;

  /** When a server lost a role by its own fault, and in which term. */
  private record Lost(long atMillis, long term) {}

  private final World world;
  private final Cautions cautions;
  private final Map<String, Lost> lost = new HashMap<>();
  private final Map<Grant, List<String>> lists = new HashMap<>();

  ChoiceLaws(World world, Cautions cautions) {
    this.world = world;
    this.cautions = cautions;
  }

  /** A server is chosen by the list as it is then: an edit may come between choice and commit. */
  void decided(Directory directory, Decision decision) {
    Change change = decision.change().orElse(null);
    if (change instanceof Change.GrantIssued(Grant grant, _)) {
      lists.put(grant, list(directory, grant.role()));
    } else if (change instanceof Change.MoveBegun(Grant pending, _)) {
      lists.put(pending, list(directory, pending.role()));
    }
  }

  private static List<String> list(Directory directory, String role) {
    return Optional.ofNullable(directory.roles().get(role)).map(Role::servers).orElse(List.of());
  }

  void committed(Change change, Directory before) {
    switch (change) {
      case Change.GrantIssued(Grant grant, _) -> granted(grant, before);
      case Change.MoveBegun(Grant pending, _) -> granted(pending, before);
      case Change.RoleEdited edited ->
          lost.keySet().removeIf(key -> key.startsWith(edited.role() + " "));
      case Change.MoveCompleted _,
          Change.Founded _,
          Change.Inherited _,
          Change.MaintenanceSet _,
          Change.TimingsEdited _,
          Change.ServerEnded _,
          Change.GuardReset _,
          Change.TokenIssued _,
          Change.ServerJoined _,
          Change.ServerAnnounced _,
          Change.ServerRemoved _,
          Change.LeaderPreferred _,
          Change.LevelRaised _,
          Change.RoleCreated _,
          Change.OfPeople _,
          Change.OfNotices _,
          Change.RoleDeleted _ -> {}
    }
  }

  private void granted(Grant grant, Directory before) {
    if (!(grant.reason() instanceof GrantReason reason)) {
      return;
    }
    Assignment assignment = before.assignment(grant.role());
    if (reason instanceof GrantReason.HigherPriority) {
      notTooSoon(grant);
    }
    if (!asked(reason) && leaderIs(this::unharmed)) {
      undisturbed(grant, assignment);
    }
    if (byTheList(reason) && leaderIs(this::plain)) {
      firstUsable(grant, lists.getOrDefault(grant, list(before, grant.role())));
    }
    remember(grant, reason, assignment);
  }

  private void remember(Grant grant, GrantReason reason, Assignment before) {
    String loser = before.grant().map(Grant::server).orElse(grant.server());
    if (!loser.equals(grant.server())) {
      lost.remove(grant.role() + " " + loser);
      if (forAFault(reason)) {
        lost.put(grant.role() + " " + loser, new Lost(world.agenda().nowMillis(), grant.term()));
      }
    }
  }

  /**
   * Law L6: a server that has just failed must be healthy for a while before it is forced back. For
   * half of that while at least: it may have recovered some time before it was seen to have failed.
   */
  private void notTooSoon(Grant grant) {
    Lost then = lost.get(grant.role() + " " + grant.server());
    long needed = world.timings().failBackMillis() / 2;
    if (then != null
        && then.term() == grant.term()
        && world.agenda().nowMillis() - then.atMillis() < needed) {
      throw new LawBroken(
          Law.L6,
          "%s lost it %d ms before %s"
              .formatted(grant.server(), world.agenda().nowMillis() - then.atMillis(), grant));
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
        .filter(server -> !cautions.mayKeep(grant.role(), server))
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

  private boolean leaderIs(Predicate<String> so) {
    return world
        .leader()
        .map(Leadership::self)
        .map(Incarnation::machine)
        .filter(machine -> so.test(machine.name()))
        .isPresent();
  }

  private boolean plain(String server) {
    return unharmed(server) && world.machine(server).calmMillis() >= PLAIN_MILLIS;
  }

  /** Whether nothing has happened to a server of late, but that it may have slept. */
  private boolean unharmed(String server) {
    Machine machine = world.machine(server);
    return machine.working()
        && machine.unharmedMillis() >= PLAIN_MILLIS
        && world.database().up()
        && world.network().whole(server);
  }

  private static boolean asked(GrantReason reason) {
    return reason instanceof GrantReason.AskedFor
        || reason instanceof GrantReason.HigherPriority
        || reason instanceof GrantReason.HostRemoved;
  }

  private static boolean byTheList(GrantReason reason) {
    return reason instanceof GrantReason.FirstUsable || forAFault(reason);
  }

  private static boolean forAFault(GrantReason reason) {
    return reason instanceof GrantReason.HostGone
        || reason instanceof GrantReason.HostRestarted
        || reason instanceof GrantReason.LeaseRanOut
        || reason instanceof GrantReason.HostFailed;
  }
}
