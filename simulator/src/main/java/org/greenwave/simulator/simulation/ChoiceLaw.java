package org.greenwave.simulator.simulation;

import java.util.Optional;
import org.greenwave.directory.Directory;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** Law L5: who is chosen is usable, and nobody before it on the list is. */
final class ChoiceLaw {
  /** A refusal is told at once; this much later every leader that hears its server knows it. */
  private static final long TOLD_MILLIS = 500;

  private final World world;
  private final PlainFacts plain;
  private final Cautions cautions;

  ChoiceLaw(World world, PlainFacts plain, Cautions cautions) {
    this.world = world;
    this.plain = plain;
    this.cautions = cautions;
  }

  /** Whether the law can be judged at all. */
  boolean judges(Ruling ruling) {
    return plain.awake(ruling.leader().self().machine().name()) && plain.timed();
  }

  /** Whether several could plainly have been chosen. */
  boolean chooses(Ruling ruling) {
    return judges(ruling)
        && byTheList(ruling.reason())
        && ruling.list().stream().filter(server -> usable(ruling, server)).count() > 1;
  }

  Optional<LawBroken> breach(Ruling ruling) {
    if (!judges(ruling)) {
      return Optional.empty();
    }
    return unusable(ruling).or(() -> better(ruling));
  }

  private Optional<LawBroken> unusable(Ruling ruling) {
    String chosen = ruling.grant().server();
    if (unheard(ruling.leader(), chosen)) {
      return broken("%s could not be heard when %s was granted", chosen, ruling);
    }
    boolean refuses =
        byUsability(ruling.reason())
            && plain.heard(ruling.leader(), chosen)
            && refuses(chosen, ruling.grant().role());
    return refuses ? broken("%s refused it when %s was granted", chosen, ruling) : Optional.empty();
  }

  /** Whether nothing can have come from a server for long. */
  private boolean unheard(Leadership leader, String server) {
    Machine machine = world.machine(server);
    return (!machine.working() && machine.calmMillis() >= plain.forMillis())
        || plain.cutOff(server, leader);
  }

  private boolean refuses(String server, String role) {
    return plain
        .host(server, role)
        .filter(host ->
            host.state() instanceof HostState.Refusing || host.state() instanceof HostState.Hung)
        .filter(host -> host.steadyMillis() >= TOLD_MILLIS)
        .isPresent();
  }

  private Optional<LawBroken> better(Ruling ruling) {
    if (!byTheList(ruling.reason())) {
      return Optional.empty();
    }
    return ruling.list().stream()
        .takeWhile(server -> !server.equals(ruling.grant().server()))
        .filter(server -> usable(ruling, server))
        .findFirst()
        .flatMap(server -> broken("%s was usable when %s was granted", server, ruling));
  }

  /** Whether nothing can have spoken against a server. */
  private boolean usable(Ruling ruling, String server) {
    String role = ruling.grant().role();
    return plain.heard(ruling.leader(), server)
        && plain.alike(server, ruling.grant().server())
        && plain.alike(server, ruling.leader().self().machine().name())
        && plain.warm(server, role)
        && plain.stores(server, role)
        && !maintained(ruling.directory(), server)
        && !plain.leaving(server)
        && !cautions.mayKeep(role, server)
        && !leftAlone(ruling, server);
  }

  /** A host that works is not stopped at once for one that has just failed to take over. */
  private static boolean leftAlone(Ruling ruling, String server) {
    boolean moves =
        ruling.reason() instanceof GrantReason.HostRemoved
            || ruling.reason() instanceof GrantReason.HostInMaintenance
            || ruling.reason() instanceof GrantReason.HostFailed;
    return moves && MovesInVain.to(ruling.directory(), ruling.grant().role(), server);
  }

  private static boolean maintained(Directory directory, String server) {
    return directory.maintenance().containsKey(server);
  }

  private static Optional<LawBroken> broken(String sentence, String server, Ruling ruling) {
    return Optional.of(new LawBroken(Law.L5, sentence.formatted(server, ruling.grant())));
  }

  private static boolean byUsability(GrantReason reason) {
    return byTheList(reason)
        || reason instanceof GrantReason.LastHostReturned
        || reason instanceof GrantReason.DatabaseReplaced;
  }

  /** Whether somebody was looked for from the top of the list on. */
  private static boolean byTheList(GrantReason reason) {
    return switch (reason) {
      case GrantReason.FirstUsable _,
          GrantReason.HeirTakesOver _,
          GrantReason.HostGone _,
          GrantReason.HostRestarted _,
          GrantReason.LeaseRanOut _,
          GrantReason.HostFailed _,
          GrantReason.TriedAgain _,
          GrantReason.HigherPriority _,
          GrantReason.HostRemoved _,
          GrantReason.HostInMaintenance _,
          GrantReason.HostLeaving _ ->
          true;
      case GrantReason.LastHostReturned _,
          GrantReason.AskedFor _,
          GrantReason.MoveUnfinished _,
          GrantReason.FenceOvertaken _,
          GrantReason.DatabaseReplaced _ ->
          false;
    };
  }
}
