package org.greenwave.directory.upgrade;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Releases;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Sighting;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.upgrade.Step.Move;
import org.greenwave.directory.upgrade.Step.Part;
import org.greenwave.directory.upgrade.Step.Phase;

/**
 * In which order the servers of a system are upgraded: what is least missed first, the leader last,
 * so that each role and the leadership move as seldom as possible, and towards what is new.
 */
public final class Upgrade {
  private static final Comparator<Step> ORDER =
      Comparator.comparingInt(Upgrade::turn)
          .thenComparing(Step::part)
          .thenComparing(step -> step.server().name());

  private Upgrade() {}

  /** The plan to come to a version, or to the newest that any server has. */
  public static Plan plan(Situation situation, Optional<String> wanted) {
    String newest =
        servers(situation).stream()
            .map(server -> running(server, situation))
            .max(Releases::compare)
            .orElse("");
    String target = wanted.orElse(newest);
    List<Step> steps =
        servers(situation).stream().map(server -> step(server, target, situation)).toList();
    List<Step> ordered = Obstacles.found(steps, target, situation).stream().sorted(ORDER).toList();
    boolean mixed = steps.stream().map(Step::release).distinct().count() > 1;
    return new Plan(
        target,
        mixed,
        situation.directory().level(),
        Raising.decide(situation),
        ordered,
        sentence(ordered, target));
  }

  private static List<Server> servers(Situation situation) {
    return List.copyOf(situation.directory().servers().values());
  }

  /** What runs on a server, or ran when it was last heard. */
  private static String running(Server server, Situation situation) {
    return situation.sightings().of(server.name()).map(Sighting::release).orElse(server.release());
  }

  private static Step step(Server server, String target, Situation situation) {
    String release = running(server, situation);
    Part part = part(server, situation);
    Phase phase = phase(server, release.equals(target), situation);
    List<Move> moves = Obstacles.moves(server.name(), situation);
    Optional<String> nextLeader = part == Part.LEADER ? Leading.other(situation) : Optional.empty();
    Step bare = new Step(server, release, part, phase, List.of(), moves, nextLeader, "", List.of());
    return Wording.of(bare, target);
  }

  private static Part part(Server server, Situation situation) {
    if (server.name().equals(situation.sightings().watcher())) {
      return Part.LEADER;
    }
    if (hosts(server.name(), situation)) {
      return Part.HOST;
    }
    return switch (server.kind()) {
      case EXPANSION -> Part.EXPANSION;
      case WITNESS -> Part.WITNESS;
      case DIRECTORY -> Part.STANDBY;
    };
  }

  private static boolean hosts(String server, Situation situation) {
    return situation.directory().assignments().values().stream()
        .anyMatch(assignment -> assignment.names(server));
  }

  private static Phase phase(Server server, boolean upgraded, Situation situation) {
    boolean maintained = situation.directory().maintenance().containsKey(server.name());
    if (!Majority.alive(server.name(), situation)) {
      return Phase.DOWN;
    }
    if (upgraded) {
      return maintained ? Phase.RETURNED : Phase.DONE;
    }
    if (!maintained) {
      return Phase.WAITING;
    }
    boolean leads = server.name().equals(situation.sightings().watcher());
    return leads || hosts(server.name(), situation) ? Phase.EMPTYING : Phase.EMPTY;
  }

  private static int turn(Step step) {
    return switch (step.phase()) {
      case DONE -> 0;
      case RETURNED, DOWN, EMPTY, EMPTYING -> 1;
      case WAITING -> 2;
    };
  }

  private static String sentence(List<Step> steps, String target) {
    long done = steps.stream().filter(step -> step.phase() == Phase.DONE).count();
    return steps.stream()
        .filter(step -> step.phase() != Phase.DONE)
        .findFirst()
        .map(next ->
            "%d of %d servers %s at work with version %s; %s is next."
                .formatted(
                    done, steps.size(), done == 1 ? "is" : "are", target, next.server().name()))
        .orElse("All servers are at work with version %s.".formatted(target));
  }
}
