package org.greenwave.directory.upgrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Releases;
import org.greenwave.directory.Role;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.StepReason;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.failover.Usability;
import org.greenwave.directory.upgrade.Step.Move;
import org.greenwave.directory.upgrade.Step.Phase;

/** What speaks against taking a server out now, and where its roles would go. */
final class Obstacles {
  private Obstacles() {}

  /** The steps with what speaks against each. */
  static List<Step> found(List<Step> steps, String target, Situation situation) {
    return steps.stream().map(step -> with(step, of(step, steps, target, situation))).toList();
  }

  private static Step with(Step step, List<StepReason> obstacles) {
    return new Step(
        step.server(),
        step.release(),
        step.part(),
        step.phase(),
        obstacles,
        step.moves(),
        step.nextLeader(),
        step.sentence(),
        step.actions());
  }

  private static List<StepReason> of(
      Step step, List<Step> steps, String target, Situation situation) {
    boolean goes =
        step.phase() == Phase.WAITING
            || step.phase() == Phase.EMPTYING
            || step.phase() == Phase.EMPTY;
    if (!goes) {
      return List.of();
    }
    String server = step.server().name();
    List<StepReason> found = new ArrayList<>();
    if (!Releases.adjacent(step.release(), target)) {
      found.add(new StepReason.VersionsApart(server, step.release(), target));
    }
    majority(step, situation).ifPresent(found::add);
    if (step.phase() == Phase.WAITING) {
      another(server, steps).ifPresent(found::add);
    }
    for (Role role : situation.directory().roles().values()) {
      database(step, role).ifPresent(found::add);
      if (role.active() && role.servers().contains(server)) {
        role(server, role, situation).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<StepReason> majority(Step step, Situation situation) {
    List<String> all = situation.directory().directoryServers();
    String server = step.server().name();
    int living =
        (int)
            all.stream()
                .filter(other -> !other.equals(server) && Majority.takesPart(other, situation))
                .count();
    return step.server().votes() && living <= all.size() / 2
        ? Optional.of(new StepReason.MajorityAway(server, living, all.size()))
        : Optional.empty();
  }

  private static Optional<StepReason> another(String server, List<Step> steps) {
    return steps.stream()
        .filter(Step::underWay)
        .map(step -> step.server().name())
        .filter(other -> !other.equals(server))
        .findFirst()
        .map(other -> new StepReason.AnotherAway(server, other));
  }

  private static Optional<StepReason> database(Step step, Role role) {
    return step.server()
        .database()
        .filter(kept -> kept.url().equals(role.database().url()))
        .map(_ -> new StepReason.DatabaseAway(step.server().name(), role.name()));
  }

  /**
   * A list of two has no standby to spare, and that is no news; what is no standby is not missed.
   */
  private static Optional<StepReason> role(String server, Role role, Situation situation) {
    String host =
        situation.directory().assignment(role.name()).grant().map(it -> it.server()).orElse("");
    List<String> others =
        role.servers().stream().filter(it -> !it.equals(server) && !it.equals(host)).toList();
    List<SkipReason> unfit =
        others.stream().flatMap(other -> Usability.skip(role, other, situation).stream()).toList();
    boolean missed =
        host.equals(server)
            || (!others.isEmpty() && Usability.skip(role, server, situation).isEmpty());
    if (!missed || unfit.size() < others.size()) {
      return Optional.empty();
    }
    return Optional.of(
        host.equals(server)
            ? new StepReason.RoleWithoutHost(server, role.name(), unfit)
            : new StepReason.RoleWithoutStandby(server, role.name(), unfit));
  }

  /** Where the roles of a server would go if it were put into maintenance now. */
  static List<Move> moves(String server, Situation situation) {
    Situation without = without(server, situation);
    return situation.directory().roles().values().stream()
        .filter(role -> situation.directory().assignment(role.name()).names(server))
        .map(role -> new Move(role.name(), next(role, server, without)))
        .toList();
  }

  private static Optional<String> next(Role role, String server, Situation without) {
    return Stream.of(Usability.first(role, without))
        .flatMap(choice -> choice.server().stream())
        .filter(other -> !other.equals(server))
        .findFirst();
  }

  private static Situation without(String server, Situation situation) {
    Change change = new Change.MaintenanceSet(server, true, "", "");
    Directory.Stamp stamp = new Directory.Stamp(situation.at(), situation.sightings().term());
    return situation.directory().apply(change, stamp) instanceof Outcome.Accepted(Directory after)
        ? new Situation(after, situation.sightings(), situation.nowMillis(), situation.at())
        : situation;
  }
}
