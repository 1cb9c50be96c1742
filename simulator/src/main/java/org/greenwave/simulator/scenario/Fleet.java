package org.greenwave.simulator.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.directory.Change;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.people.Hidden;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.World;

/** What people ask about servers in a scenario: to join, to be replaced, removed, or to lead. */
final class Fleet {
  private static final String KINDS = "(directory|witness|expansion)";

  private record Wish(Pattern pattern, Consumer<MatchResult> act) {}

  private final World world;
  private final Transcript transcript;
  private final Consumer<Change> submit;
  private final List<Wish> wishes;

  Fleet(World world, Transcript transcript, Consumer<Change> submit) {
    this.world = world;
    this.transcript = transcript;
    this.submit = submit;
    wishes =
        List.of(
            on("token ([a-z0-9]+) for " + KINDS + " for ([0-9]+)s", this::token),
            on("token ([a-z0-9]+) replacing ([a-z]+) for ([0-9]+)s", this::replacing),
            on(
                "join ([^ ]+) as " + KINDS + " with ([a-z0-9]+)(?: of version ([0-9.]+))?",
                this::join),
            on("remove ([a-z]+)", this::remove),
            on("let ([a-z]+) lead", this::lead),
            on("prefer nobody as leader", _ -> prefer(Optional.empty())),
            on("prefer ([a-z]+) as leader", match -> prefer(Optional.of(match.group(1)))),
            on("announce ([a-z]+)( from another folder| keeping the database)?", this::announce),
            on("maintenance of ([a-z]+) (on|off)", this::maintain),
            on("([a-z]+) carries the system on( from an export)?", this::inherit),
            on("found again", this::found));
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

  private void token(MatchResult match) {
    issue(match, kind(match.group(2)), Optional.empty());
  }

  private void replacing(MatchResult match) {
    String name = match.group(2);
    Server replaced = world.log().directoryAt(world.log().last()).servers().get(name);
    Server.Kind kind = replaced == null ? Server.Kind.DIRECTORY : replaced.kind();
    issue(match, kind, Optional.of(name));
  }

  private void issue(MatchResult match, Server.Kind kind, Optional<String> replaces) {
    long seconds = world.agenda().nowMillis() / 1000 + Long.parseLong(match.group(3));
    Instant expires = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(seconds);
    submit.accept(
        new Change.TokenIssued(new Change.JoinToken(match.group(1), kind, expires, replaces)));
  }

  private static Server.Kind kind(String word) {
    return Server.Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private void join(MatchResult match) {
    Server.Kind kind = kind(match.group(2));
    Server usual = World.server(match.group(1), kind);
    String release = match.group(4) == null ? usual.release() : match.group(4);
    String folder = match.group(3);
    Server server =
        new Server(usual.name(), kind, usual.endpoints(), release, usual.database(), folder);
    Change.ServerJoined change = new Change.ServerJoined(server, match.group(3));
    unless(
        server.name() + " joining",
        now -> Majority.joining(change, now),
        leader -> leader.submit(change, index -> joined(server, index)));
  }

  private void joined(Server server, long index) {
    boolean accepted = server.isIn(world.log().entry(index).directory());
    boolean known =
        world.machines().stream().anyMatch(machine -> machine.name().equals(server.name()));
    if (accepted) {
      transcript.line(server.name() + " has joined");
      (known ? world.machine(server.name()) : world.addMachine(server.name(), server.votes()))
          .start();
    }
  }

  private void remove(MatchResult match) {
    String server = match.group(1);
    unless(
        "removal of " + server,
        now -> Majority.removing(server, now),
        leader ->
            leader.submit(
                new Change.ServerRemoved(server, "anna"), index -> removed(server, index)));
  }

  /** Its process ends by itself, but for the leader's, which hands leadership on first. */
  private void removed(String server, long index) {
    ReplicatedLog.Entry entry = world.log().entry(index);
    if (!entry.before().equals(entry.directory())) {
      transcript.line(server + " is removed");
      boolean leads =
          world.leader().filter(it -> it.self().machine().name().equals(server)).isPresent();
      if (!leads) {
        world.machine(server).kill();
      }
    }
  }

  private void lead(MatchResult match) {
    String server = match.group(1);
    unless(
        server + " leading", now -> Leading.asked(server, now), leader -> leader.handOnTo(server));
  }

  /** What depends on what the leader sees, unless that speaks against it. */
  private void unless(String what, Check check, Consumer<Leadership> act) {
    Optional<Leadership> leader = world.leader().filter(Leadership::ready);
    if (leader.isEmpty()) {
      transcript.line("nobody leads; try again");
      return;
    }
    Optional<Refusal> refusal = check.of(leader.get().situation());
    if (refusal.isPresent()) {
      transcript.refused(what, refusal.get());
    } else {
      act.accept(leader.get());
    }
  }

  private interface Check {
    Optional<Refusal> of(Situation situation);
  }

  private void prefer(Optional<String> server) {
    submit.accept(new Change.LeaderPreferred(server, "anna"));
  }

  private void announce(MatchResult match) {
    Server usual = World.server(match.group(1), Server.Kind.DIRECTORY);
    boolean another = " from another folder".equals(match.group(2));
    boolean keeps = " keeping the database".equals(match.group(2));
    submit.accept(
        new Change.ServerAnnounced(
            new Server(
                usual.name(),
                usual.kind(),
                usual.endpoints(),
                usual.release(),
                keeps ? Optional.of(People.DATABASE) : usual.database(),
                another ? "another" : usual.folderId())));
  }

  private void maintain(MatchResult match) {
    boolean on = match.group(2).equals("on");
    submit.accept(new Change.MaintenanceSet(match.group(1), on, "", "anna"));
  }

  /** Done on the heir's machine, while nothing of the new system runs. */
  private void inherit(MatchResult match) {
    Server heir = World.server(match.group(1), Server.Kind.DIRECTORY);
    Change.Copy copy =
        match.group(2) == null
            ? new Change.Copy.Own()
            : new Change.Copy.Export(
                Instant.parse("2026-01-01T00:00:00Z"), new Hidden("another secret"));
    submit.accept(new Change.Inherited("the-new-identity", heir, copy));
  }

  private void found(MatchResult match) {
    Server server = World.server("mallory", Server.Kind.DIRECTORY);
    submit.accept(new Change.Founded("other", match.group(), server));
  }
}
