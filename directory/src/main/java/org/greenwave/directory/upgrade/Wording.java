package org.greenwave.directory.upgrade;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.directory.upgrade.Step.Action;
import org.greenwave.directory.upgrade.Step.Phase;

/** Says how a server stands in an upgrade, and what a person does next. */
final class Wording {
  private Wording() {}

  static Step of(Step step, String target) {
    return new Step(
        step.server(),
        step.release(),
        step.part(),
        step.phase(),
        step.obstacles(),
        step.moves(),
        step.nextLeader(),
        sentence(step, target),
        actions(step, target));
  }

  private static String sentence(Step step, String target) {
    String name = step.server().name();
    return switch (step.phase()) {
      case DONE -> "%s is at work with version %s.".formatted(name, target);
      case RETURNED ->
          "%s is back with version %s, and still in maintenance.".formatted(name, target);
      case DOWN ->
          "%s is not heard from: start it with version %s, or remove it.".formatted(name, target);
      case EMPTY -> "%s has nothing to do; its files can be replaced now.".formatted(name);
      case EMPTYING -> "%s is in maintenance; %s.".formatted(name, leaves(step));
      case WAITING -> "%s has version %s; %s.".formatted(name, step.release(), leaves(step));
    };
  }

  private static String leaves(Step step) {
    List<String> leaving = new ArrayList<>();
    step.moves()
        .forEach(move ->
            leaving.add(
                move.to()
                    .map(to -> "%s moves to %s".formatted(move.role(), to))
                    .orElse("%s can move nowhere".formatted(move.role()))));
    if (step.part() == Step.Part.LEADER) {
      leaving.add(
          step.nextLeader().map("leadership goes to %s"::formatted).orElse("nobody else can lead"));
    }
    return leaving.isEmpty() ? "no role has to move" : String.join(", ", leaving);
  }

  private static List<Action> actions(Step step, String target) {
    String name = step.server().name();
    List<Action> all = new ArrayList<>();
    if (step.phase() == Phase.WAITING) {
      all.add(
          new Action(
              "Put %s into maintenance.".formatted(name),
              "./greenwave maintenance %s on --note \"upgrade to %s\"".formatted(name, target)));
    }
    if (step.phase() == Phase.WAITING || step.phase() == Phase.EMPTYING) {
      all.add(new Action("Wait until it has nothing to do.", "./greenwave upgrade"));
    }
    if (step.phase() != Phase.DONE && step.phase() != Phase.RETURNED) {
      replace(step, target, all);
    }
    if (step.phase() != Phase.DONE) {
      all.add(
          new Action(
              "When it is back, end its maintenance.",
              "./greenwave maintenance %s off".formatted(name)));
    }
    return all;
  }

  private static void replace(Step step, String target, List<Action> all) {
    String name = step.server().name();
    if (step.phase() != Phase.DOWN) {
      all.add(new Action("On %s: stop it.".formatted(name), "sudo systemctl stop greenwave"));
    }
    all.add(
        new Action(
            "On %s: put the files of version %s in the place of those that are there."
                .formatted(name, target),
            ""));
    all.add(new Action("On %s: make them ready.".formatted(name), "sudo ./greenwave prepare"));
    all.add(new Action("On %s: start it.".formatted(name), "sudo systemctl start greenwave"));
  }
}
