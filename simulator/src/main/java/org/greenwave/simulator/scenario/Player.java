package org.greenwave.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.simulator.simulation.LawWatch;
import org.greenwave.simulator.simulation.world.Chance;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Machine;
import org.greenwave.simulator.simulation.world.Network;
import org.greenwave.simulator.simulation.world.RoleHost;
import org.greenwave.simulator.simulation.world.Watch;
import org.greenwave.simulator.simulation.world.World;

/** Plays the commands of one scenario in a world without chance, watched by the laws. */
final class Player {
  private record Command(Pattern pattern, java.util.function.Consumer<MatchResult> act) {}

  private final World world = new World(Chance.CALM, Set.of());
  private final Transcript transcript = new Transcript(world);
  private final LawWatch laws = LawWatch.over(world);
  private final People people = new People(world, transcript, laws);

  private final List<Command> commands =
      List.of(
          on("servers ([a-z -]+?)(?: with expansion ([a-z -]+))?", this::found),
          on("start (?!of )(.+)", m -> machines(m.group(1)).forEach(Machine::start)),
          on("kill (.+)", m -> machines(m.group(1)).forEach(Machine::kill)),
          on("stop (.+)", m -> machines(m.group(1)).forEach(Machine::stop)),
          on("power off (.+)", m -> machines(m.group(1)).forEach(Machine::powerOff)),
          on("freeze (.+)", m -> machines(m.group(1)).forEach(Machine::freeze)),
          on("thaw (.+)", m -> machines(m.group(1)).forEach(Machine::thaw)),
          on("restart (.+)", this::restart),
          on("after ([0-9]+)(ms|s)", this::pass),
          on("cut ([a-z]+) from (.+)", m -> link(m, true, true)),
          on("cut ([a-z]+) to (.+)", m -> link(m, true, false)),
          on("mend ([a-z]+) from (.+)", m -> link(m, false, true)),
          on(
              "a firewall refuses ([a-z]+) in place of ([a-z]+)",
              m -> Watch.deceived(machine(m, 1), machine(m, 2))),
          on("mend all", _ -> world.network().mendAll()),
          on("leader ([a-z]+)", this::lead),
          on("database stops", _ -> world.database().stop()),
          on("database starts", _ -> world.database().start()),
          on("database is promoted", _ -> world.database().promote(0)),
          on("database is restored from ([0-9]+)s ago", this::restore),
          on("database unreachable from (.+)", m -> database(m.group(1), true)),
          on("database reachable from (.+)", m -> database(m.group(1), false)),
          on("fence of ([a-z]+) in the database becomes ([0-9]+)", this::fence),
          on("([a-z]+) refuses ([a-z]+): (.*)", this::refuse),
          on("(start of [a-z]+) fails on ([a-z]+): (.*)", this::refuse),
          on("(start of [a-z]+) works on ([a-z]+)", m -> machine(m, 2).refuse(m.group(1), "")),
          on("([a-z]+) accepts ([a-z]+)", m -> machine(m, 2).refuse(m.group(1), "")),
          on("([a-z]+) hangs on ([a-z]+)", m -> machine(m, 2).hang(m.group(1), true)),
          on("([a-z]+) recovers on ([a-z]+)", m -> machine(m, 2).hang(m.group(1), false)),
          on("([a-z]+) has no plug-in ([a-z]+)", m -> plugins(m).remove(m.group(2))),
          on("([a-z]+) has plug-in ([a-z]+) ([0-9.]+)", this::plugin),
          on("([a-z]+) has version ([0-9.]+)", m -> machine(m, 1).release(m.group(2))),
          on("beats of ([a-z]+) are ([0-9]+)ms late", this::late),
          on("show", _ -> show()));

  private static Command on(String pattern, java.util.function.Consumer<MatchResult> act) {
    return new Command(Pattern.compile(pattern), act);
  }

  /** Plays a block's commands and returns what they led to. */
  List<String> play(List<String> lines) {
    for (String line : lines) {
      if (!people.does(line)) {
        act(line);
      }
    }
    return transcript.take();
  }

  private void act(String line) {
    for (Command command : commands) {
      Matcher matcher = command.pattern().matcher(line);
      if (matcher.matches()) {
        command.act().accept(matcher.toMatchResult());
        return;
      }
    }
    throw new IllegalArgumentException("no such command: " + line);
  }

  private void found(MatchResult match) {
    List<String> expansion =
        match.group(2) == null ? List.of() : List.of(match.group(2).split(" "));
    world.found(List.of(match.group(1).split(" ")), expansion);
    world.witnesses().add(transcript);
  }

  private List<Machine> machines(String names) {
    return names.equals("all")
        ? List.copyOf(world.machines())
        : Arrays.stream(names.split(" ")).map(world::machine).toList();
  }

  private Machine machine(MatchResult match, int group) {
    return world.machine(match.group(group));
  }

  private java.util.Map<String, String> plugins(MatchResult match) {
    return machine(match, 1).plugins();
  }

  private void restart(MatchResult match) {
    machines(match.group(1)).forEach(Machine::kill);
    machines(match.group(1)).forEach(Machine::start);
  }

  private void pass(MatchResult match) {
    long millis = Long.parseLong(match.group(1)) * (match.group(2).equals("s") ? 1000 : 1);
    world.agenda().runTo(world.agenda().nowMillis() + millis);
  }

  private void link(MatchResult match, boolean cut, boolean both) {
    String one = match.group(1);
    List<String> others =
        match.group(2).equals("everyone")
            ? world.machines().stream().map(Machine::name).filter(n -> !n.equals(one)).toList()
            : List.of(match.group(2).split(" "));
    for (String other : others) {
      if (cut) {
        world.network().cut(one, other);
      } else {
        world.network().mend(one, other);
      }
      if (both && cut) {
        world.network().cut(other, one);
      } else if (both) {
        world.network().mend(other, one);
      }
    }
  }

  private void restore(MatchResult match) {
    world.database().promote(1_000 * Long.parseLong(match.group(1)));
  }

  private void database(String names, boolean cut) {
    for (Machine machine : machines(names)) {
      if (cut) {
        world.network().cut(machine.name(), Network.DATABASE);
      } else {
        world.network().mend(machine.name(), Network.DATABASE);
      }
    }
  }

  private void lead(MatchResult match) {
    machine(match, 1).incarnation().flatMap(Incarnation::watch).orElseThrow().voter().campaign();
  }

  private void fence(MatchResult match) {
    world.database().setFence(match.group(1), Long.parseLong(match.group(2)));
  }

  private void refuse(MatchResult match) {
    machine(match, 2).refuse(match.group(1), match.group(3));
  }

  private void plugin(MatchResult match) {
    plugins(match).put(match.group(2), match.group(3));
  }

  private void late(MatchResult match) {
    machine(match, 1).late(Long.parseLong(match.group(2)));
  }

  /** Who is at work, in the servers' own eyes. */
  private void show() {
    for (Machine machine : world.machines()) {
      String hosts =
          machine.incarnation().stream()
              .flatMap(incarnation -> incarnation.hosts().entrySet().stream())
              .flatMap(entry -> said(machine, entry.getKey(), entry.getValue()).stream())
              .reduce((one, other) -> one + ", " + other)
              .orElse("");
      if (!hosts.isEmpty()) {
        transcript.line(machine.name() + " " + hosts);
      }
    }
  }

  private static Optional<String> said(Machine machine, String role, RoleHost host) {
    if (!(host.state() instanceof HostState.Active(var grant))) {
      return Optional.empty();
    }
    String frozen = machine.frozen() ? " (frozen)" : "";
    return Optional.of(
        "%s under fence %d for %s%s"
            .formatted(host.condition().clause(), grant.fence(), role, frozen));
  }
}
