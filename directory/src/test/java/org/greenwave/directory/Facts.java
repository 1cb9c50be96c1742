package org.greenwave.directory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change.RoleEdit;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.failover.Sightings;
import org.greenwave.directory.failover.Situation;

/**
 * A small system told in a few words: Directory servers alpha, beta and gamma, expansion server
 * delta, and what the leader alpha has seen of them. Immutable; each word gives the next facts.
 */
public record Facts(Directory directory, Sightings seen, long now) {
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  public static final RoleEdit NOTHING =
      new RoleEdit(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The servers, and one role named tss with this list; a leader for a minute already. */
  public static Facts of(String... list) {
    Directory directory =
        Directory.empty().apply(new Change.Founded("id", "system", server("alpha")), stamp(0))
                instanceof Outcome.Accepted(Directory founded)
            ? founded
            : Directory.empty();
    Facts facts = new Facts(directory, Sightings.none("alpha", 0, Timings.DEFAULT), 0);
    for (String name : List.of("beta", "gamma", "delta")) {
      facts = facts.joined(name);
    }
    Facts known = facts.change(new Change.RoleCreated(role("tss", list), "anna"));
    return new Facts(known.directory, known.seen.leading(1, 750, 0), 60_000);
  }

  private Facts joined(String name) {
    Server server = server(name);
    Change.JoinToken token =
        new Change.JoinToken(name, server.kind(), NOON.plusSeconds(60), Optional.empty());
    return change(new Change.TokenIssued(token)).change(new Change.ServerJoined(server, name));
  }

  public static Server server(String name) {
    Server.Kind kind = name.equals("delta") ? Server.Kind.EXPANSION : Server.Kind.DIRECTORY;
    return new Server(
        name, kind, new Server.Endpoints(name, 1, 2, 3, 4), "0.1.0", Optional.empty(), "");
  }

  public static Role role(String name, String... list) {
    Role.Database database = new Role.Database("jdbc:postgresql://db/g", "g", "secret");
    return new Role(name, "tss", "", List.of(list), false, true, database, "{}", 1);
  }

  public static Directory.Stamp stamp(long term) {
    return new Directory.Stamp(NOON, term);
  }

  /** A grant of tss to the first run of a server, in term 1. */
  public static Grant grant(String server, long fence) {
    return new Grant(
        "tss", server, "1", fence, 1, NOON, new GrantReason.FirstUsable(server, List.of()));
  }

  /** A change that must be accepted. */
  public Facts change(Change change) {
    return change(change, NOON);
  }

  Facts change(Change change, Instant at) {
    return switch (directory.apply(change, new Directory.Stamp(at, 1))) {
      case Outcome.Accepted(Directory after) -> new Facts(after, seen, now);
      case Outcome.Refused(List<Refusal> reasons) -> throw new AssertionError(reasons);
    };
  }

  /** The first refusal of a change, as its code. */
  public String refused(Change change) {
    return directory.apply(change, stamp(1)) instanceof Outcome.Refused(List<Refusal> reasons)
        ? reasons.getFirst().code()
        : "accepted";
  }

  public Facts held(String server, long fence) {
    long before = directory.assignment("tss").fence();
    return change(new Change.GrantIssued(grant(server, fence), before)).assigned();
  }

  public Facts moving(String to, long fence) {
    long before = directory.assignment("tss").fence();
    return change(new Change.MoveBegun(grant(to, fence), before)).assigned();
  }

  public Facts edited(RoleEdit edit) {
    return change(new Change.RoleEdited("tss", role().version(), edit, "anna")).assigned();
  }

  /** The role gets another database, of which the leader learns at once. */
  public Facts database(String url) {
    RoleEdit edit =
        new RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Role.Database(url, "g", "secret")),
            Optional.empty());
    Facts after = change(new Change.RoleEdited("tss", role().version(), edit, "anna"));
    return new Facts(after.directory, seen.learned(directory, after.directory, now), now);
  }

  /** The role is activated, or deactivated. */
  public Facts activated(boolean active) {
    return edited(
        new RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(active),
            Optional.empty(),
            Optional.empty()));
  }

  private Facts assigned() {
    return new Facts(directory, seen.learned(Directory.empty(), directory, now), now);
  }

  /** These take no part in agreeing on the Directory, whether they are heard or not. */
  public Facts absent(String... servers) {
    return new Facts(directory, seen.lacking(Set.of(servers)), now);
  }

  public Facts after(long millis) {
    return new Facts(directory, seen, now + millis);
  }

  /** A beat of a server's first run. */
  public Facts beat(String server, State state, long fence) {
    return beat(server, "1", new RoleReport(state, fence, true, 0, "words"));
  }

  public Facts beat(String server, String incarnation, RoleReport report) {
    return beat(server, incarnation, Map.of("tss", report), Map.of());
  }

  public Facts beat(
      String server,
      String incarnation,
      Map<String, RoleReport> reports,
      Map<String, String> gone) {
    Beat beat =
        new Beat(
            server, incarnation, sequence(), 0, "0.1.0", Map.of("tss", "0.1.0"), reports, gone);
    return heard(beat);
  }

  public Facts heard(Beat beat) {
    return new Facts(directory, seen.heard(beat, now), now + 1);
  }

  public long sequence() {
    return now;
  }

  /** Beats of warm standbys. */
  public Facts warm(String... servers) {
    Facts facts = this;
    for (String server : servers) {
      facts = facts.beat(server, State.WARM, 0);
    }
    return facts;
  }

  public Facts active(String server, long fence) {
    return beat(server, State.ACTIVE, fence);
  }

  /** The watcher says that it has seen a server's first run end. */
  public Facts sawEnd(String watcher, String server) {
    return beat(
        watcher,
        "1",
        Map.of("tss", new RoleReport(State.WARM, 0, true, 0, "words")),
        Map.of(server, "1"));
  }

  public Facts leased(String server) {
    return new Facts(directory, seen.answered(server, 750, now), now);
  }

  public Situation situation() {
    return new Situation(directory, seen, now, NOON);
  }

  public Role role() {
    return Objects.requireNonNull(directory.roles().get("tss"));
  }
}
