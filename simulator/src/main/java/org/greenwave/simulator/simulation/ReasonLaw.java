package org.greenwave.simulator.simulation;

import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.World;

/** Law L8: what a grant says of the server that it takes a role from is so. */
final class ReasonLaw {
  private final World world;

  ReasonLaw(World world) {
    this.world = world;
  }

  Optional<LawBroken> breach(Ruling ruling) {
    return switch (ruling.reason()) {
      case GrantReason.HostGone(String host, _, _, _) ->
          run(ruling, host).flatMap(run -> untrue("%s lives: %s", run, ruling));
      case GrantReason.HostRestarted(String host, _, _) ->
          run(ruling, host).flatMap(run -> untrue("%s goes on: %s", run, ruling));
      case GrantReason.LeaseRanOut(String host, _, _, _) ->
          run(ruling, host)
              .filter(run -> run.machine().working() && run.leased() && !run.leaseStood())
              .flatMap(run -> untrue("%s holds a lease: %s", run, ruling));
      case GrantReason.DatabaseReplaced(String host) ->
          run(ruling, host)
              .filter(run -> licensed(run, ruling) && !left(ruling))
              .flatMap(run -> untrue("the database licenses %s: %s", run, ruling));
      case GrantReason.FirstUsable _,
          GrantReason.HeirTakesOver _,
          GrantReason.HostFailed _,
          GrantReason.TriedAgain _,
          GrantReason.LastHostReturned _,
          GrantReason.AskedFor _,
          GrantReason.HigherPriority _,
          GrantReason.HostRemoved _,
          GrantReason.HostInMaintenance _,
          GrantReason.HostLeaving _,
          GrantReason.MoveUnfinished _,
          GrantReason.FenceOvertaken _ ->
          Optional.empty();
    };
  }

  /** The very process that held the role by grant, if it still runs. */
  private Optional<Incarnation> run(Ruling ruling, String host) {
    return holders(ruling.before())
        .filter(grant -> grant.server().equals(host))
        .flatMap(grant ->
            world
                .machine(host)
                .incarnation()
                .filter(run -> run.id().equals(grant.incarnation()))
                .stream())
        .findFirst();
  }

  private boolean licensed(Incarnation run, Ruling ruling) {
    String server = run.machine().name();
    return holders(ruling.before())
        .anyMatch(grant -> world.database().licenses(grant.role(), server, grant.fence()));
  }

  /** A database that the role has left and come back to licenses its host still. */
  private static boolean left(Ruling ruling) {
    return !ruling.directory().left(ruling.grant().role()).isEmpty();
  }

  private static Stream<Grant> holders(Assignment assignment) {
    return switch (assignment) {
      case Assignment.Held(Grant held) -> Stream.of(held);
      case Assignment.HandingOver(Grant from, _) -> Stream.of(from);
      case Assignment.Vacant _ -> Stream.empty();
    };
  }

  private static Optional<LawBroken> untrue(String sentence, Incarnation run, Ruling ruling) {
    return Optional.of(new LawBroken(Law.L8, sentence.formatted(run.id(), ruling.grant())));
  }
}
