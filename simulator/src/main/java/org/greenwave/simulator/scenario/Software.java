package org.greenwave.simulator.scenario;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.directory.Change;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.Levels;
import org.greenwave.directory.upgrade.Plan;
import org.greenwave.directory.upgrade.Step;
import org.greenwave.directory.upgrade.Upgrade;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.World;

/** What people do in a scenario to upgrade servers and take them back. */
final class Software {
  private record Wish(Pattern pattern, Consumer<MatchResult> act) {}

  private final World world;
  private final Transcript transcript;
  private final Consumer<Change> submit;
  private final List<Wish> wishes;

  Software(World world, Transcript transcript, Consumer<Change> submit) {
    this.world = world;
    this.transcript = transcript;
    this.submit = submit;
    wishes =
        List.of(
            on("install ([0-9.]+) of level ([0-9]+) on ([a-z]+)", this::install),
            on("raise the level to ([0-9]+)", this::raise),
            on("upgrade plan(?: to ([0-9.]+))?", this::plan));
  }

  private static Wish on(String pattern, Consumer<MatchResult> act) {
    return new Wish(Pattern.compile(pattern), act);
  }

  boolean does(String line) {
    for (Wish wish : wishes) {
      Matcher matcher = wish.pattern().matcher(line);
      if (matcher.matches()) {
        wish.act().accept(matcher.toMatchResult());
        return true;
      }
    }
    return false;
  }

  private void install(MatchResult match) {
    Machine machine = world.machine(match.group(3));
    machine.install(match.group(1), Levels.upTo(Integer.parseInt(match.group(2))));
    machine.start();
    if (machine.incarnation().isEmpty()) {
      int level = world.log().directoryAt(world.log().last()).level();
      machine
          .levels()
          .unreadable(level, machine.release())
          .ifPresent(why -> transcript.line(machine.name() + " does not start: " + why));
    }
  }

  private void raise(MatchResult match) {
    int level = Integer.parseInt(match.group(1));
    submit.accept(new Change.LevelRaised(level, new LevelReason.EveryServerSpeaks(level)));
  }

  private void plan(MatchResult match) {
    Optional<Leadership> leader = world.leader().filter(Leadership::ready);
    if (leader.isEmpty()) {
      transcript.line("nobody leads; try again");
      return;
    }
    Plan plan = Upgrade.plan(leader.get().situation(), Optional.ofNullable(match.group(1)));
    transcript.line(plan.sentence());
    plan.raising().reasons().forEach(reason -> transcript.more(Transcript.said(reason)));
    for (Step step : plan.steps()) {
      String how = "%s, %s: ".formatted(step.part(), step.phase()).toLowerCase(ROOT);
      transcript.more(how + step.sentence());
      step.obstacles().forEach(why -> transcript.more("    " + Transcript.said(why)));
    }
  }
}
