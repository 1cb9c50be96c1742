package org.greenwave.simulator.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.RoleEdit;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Role;
import org.greenwave.directory.Timing;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.Moves;
import org.greenwave.simulator.simulation.LawWatch;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.World;

/** What people ask of the system in a scenario: roles, edits, moves, timings. */
final class People {
  private static final RoleEdit NOTHING =
      new RoleEdit(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Every role's. */
  static final Role.Database DATABASE =
      new Role.Database("jdbc:postgresql://database/greenwave", "g", "");

  private record Wish(Pattern pattern, Consumer<MatchResult> act) {}

  private final World world;
  private final Transcript transcript;
  private final LawWatch laws;
  private final List<Wish> wishes;
  private final Accounts accounts;
  private final Recipients recipients;
  private final Fleet fleet;
  private final Software software;

  People(World world, Transcript transcript, LawWatch laws) {
    this.world = world;
    this.transcript = transcript;
    this.laws = laws;
    this.wishes =
        List.of(
            on("role ([^ :]+)(?: of type ([a-z]+))?(, forced)?:(.*)", this::create),
            on("move ([a-z]+) to ([a-z]+) by ([a-z]+)", this::move),
            on("force ([a-z]+) (on|off)", this::force),
            on("list of ([a-z]+):(.*?)(?: seeing version ([0-9]+))?", this::list),
            on("settings of ([a-z]+): (.*)", this::settings),
            on("database of ([a-z]+): ([a-z]+)", this::database),
            on("deactivate ([a-z]+)", match -> active(match, false)),
            on("activate ([a-z]+)", match -> active(match, true)),
            on("delete ([a-z]+)", this::delete),
            on("reset ([a-z]+)", m -> submit(new Change.GuardReset(m.group(1), "anna"))),
            on("([a-z]+) is said to have ended ([a-z]+)", this::ended),
            on("timings (.*?)( as if nothing had changed)?", this::timings));
    accounts = new Accounts(this::submit, this::latest);
    recipients = new Recipients(this::submit, this::latest);
    fleet = new Fleet(world, transcript, this::submit);
    software = new Software(world, transcript, this::submit);
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
    return Stream.<Predicate<String>>of(
            accounts::does, recipients::does, fleet::does, software::does)
        .anyMatch(one -> one.test(line));
  }

  /** Before the first start things are as they are; later a leader must take them. */
  private void submit(Change change) {
    if (world.machines().stream().allMatch(machine -> machine.incarnation().isEmpty())) {
      world.log().genesis(change);
      return;
    }
    Optional<Leadership> leader = world.leader().filter(Leadership::ready);
    if (leader.isEmpty()) {
      transcript.line("nobody leads; try again");
    } else {
      leader.get().submit(change, _ -> {});
    }
  }

  private Directory latest() {
    return world.log().directoryAt(world.log().last());
  }

  private static List<String> servers(String list) {
    return list.isBlank() ? List.of() : List.of(list.trim().split(" > "));
  }

  private void create(MatchResult match) {
    String type = match.group(2) == null ? "tss" : match.group(2);
    boolean forced = match.group(3) != null;
    List<String> servers = servers(match.group(4));
    Role role = new Role(match.group(1), type, "", servers, forced, true, DATABASE, "{}", 1);
    submit(new Change.RoleCreated(role, "anna"));
  }

  private void move(MatchResult match) {
    Optional<Leadership> leader = world.leader();
    if (leader.isEmpty()) {
      transcript.line("nobody leads; try again");
      return;
    }
    String role = match.group(1);
    switch (Moves.ask(role, match.group(2), match.group(3), leader.get().situation())) {
      case Moves.Answer.Begin(Change.MoveBegun change) -> {
        laws.wished(leader.get(), change);
        leader.get().carryOut(role, change);
      }
      case Moves.Answer.No(Refusal refusal) ->
          transcript.refused("%s => %s".formatted(role, match.group(2)), refusal);
    }
  }

  private void edit(String role, Optional<Long> seen, RoleEdit edit) {
    Role now = latest().roles().get(role);
    long basedOn = seen.orElse(now == null ? 0 : now.version());
    submit(new Change.RoleEdited(role, basedOn, edit, "anna"));
  }

  private void force(MatchResult match) {
    boolean on = match.group(2).equals("on");
    edit(
        match.group(1),
        Optional.empty(),
        new RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.of(on),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private void list(MatchResult match) {
    edit(
        match.group(1),
        Optional.ofNullable(match.group(3)).map(Long::parseLong),
        new RoleEdit(
            Optional.empty(),
            Optional.of(servers(match.group(2))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private void database(MatchResult match) {
    Role.Database other =
        new Role.Database("jdbc:postgresql://%s/greenwave".formatted(match.group(2)), "g", "");
    edit(
        match.group(1),
        Optional.empty(),
        new RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(other),
            Optional.empty()));
  }

  /** The plug-in is asked before an edit is proposed; here it wants a JSON object. */
  private void settings(MatchResult match) {
    if (match.group(2).startsWith("{")) {
      edit(match.group(1), Optional.empty(), NOTHING);
    } else {
      transcript.refused(
          "edit of " + match.group(1),
          new Refusal.SettingsUnsound("The settings are not a JSON object; begin with {."));
    }
  }

  private void active(MatchResult match, boolean active) {
    edit(
        match.group(1),
        Optional.empty(),
        new RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(active),
            Optional.empty(),
            Optional.empty()));
  }

  private void delete(MatchResult match) {
    Role role = latest().roles().get(match.group(1));
    submit(new Change.RoleDeleted(match.group(1), role == null ? 0 : role.version(), "anna"));
  }

  private void ended(MatchResult match) {
    submit(new Change.ServerEnded(match.group(1), match.group(2), match.group(2) + "-0001"));
  }

  private void timings(MatchResult match) {
    Map<String, Long> changes = new HashMap<>();
    for (String change : match.group(1).split(" ")) {
      String[] pair = change.split("=");
      changes.put(pair[0], Long.parseLong(pair[1]));
    }
    Timings seen = match.group(2) == null ? latest().timings() : Timings.DEFAULT;
    submit(new Change.TimingsEdited(seen, Timing.changed(seen, changes), "anna"));
  }
}
