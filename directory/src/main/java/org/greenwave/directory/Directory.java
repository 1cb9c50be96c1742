package org.greenwave.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.audit.AuditEntry;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.people.People;

/**
 * The replicated record of servers, roles, grants and what happened. Immutable.
 *
 * @param id the system's identity; empty before it is founded
 * @param name the system's name
 * @param version rises by one with every accepted change
 * @param level of what is written into the log, see {@link Levels}; only rises
 * @param timings how long things may take
 * @param servers by name
 * @param preferredLeader the server that is to lead whenever it can
 * @param maintenance by server, of those that are to host nothing
 * @param roles by name
 * @param assignments who hosts each role; a deleted role's stays, so that its fences never fall
 * @param guards what holds roles back, by role; absent while all is calm
 * @param left the databases that roles have left and that are not sealed, by role, the latest last;
 *     nothing in what an older version has written
 * @param tokens unused join tokens by hash
 * @param people who may use the system; nobody in what an older version has written
 * @param notices who is told of what happens, and what has been told
 * @param heritage what the system has from one that it succeeds; nothing in what an older version
 *     has written
 * @param audit what people have changed of late, oldest first
 * @param history the latest entries, oldest first; what much is told of gives way first
 */
public record Directory(
    String id,
    String name,
    long version,
    Integer level,
    Timings timings,
    SortedMap<String, Server> servers,
    Optional<String> preferredLeader,
    SortedMap<String, Maintenance> maintenance,
    SortedMap<String, Role> roles,
    SortedMap<String, Assignment> assignments,
    SortedMap<String, RoleGuard> guards,
    SortedMap<String, List<LeftDatabase>> left,
    SortedMap<String, JoinToken> tokens,
    People people,
    Notices notices,
    Heritage heritage,
    List<AuditEntry> audit,
    List<HistoryEntry> history) {

  /** How many history entries are kept. */
  public static final int HISTORY_LIMIT = 500;

  /** How many audit entries are kept. */
  public static final int AUDIT_LIMIT = 1_000;

  public Directory {
    level = Objects.requireNonNullElse(level, 1);
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    preferredLeader = Objects.requireNonNullElse(preferredLeader, Optional.empty());
    maintenance = Collections.unmodifiableSortedMap(new TreeMap<>(maintenance));
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    assignments = Collections.unmodifiableSortedMap(new TreeMap<>(assignments));
    guards = Collections.unmodifiableSortedMap(new TreeMap<>(guards));
    left =
        Collections.unmodifiableSortedMap(
            new TreeMap<>(Objects.requireNonNullElse(left, Map.of())));
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
    people = Objects.requireNonNullElse(people, People.NONE);
    notices = Objects.requireNonNullElse(notices, Notices.NONE);
    heritage = Objects.requireNonNullElse(heritage, Heritage.NONE);
    audit = List.copyOf(Objects.requireNonNullElse(audit, List.of()));
    history = List.copyOf(history);
  }

  /** The Directory before anything has happened. */
  public static Directory empty() {
    return new Directory(
        "",
        "",
        0,
        1,
        Timings.DEFAULT,
        new TreeMap<>(),
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        People.NONE,
        Notices.NONE,
        Heritage.NONE,
        List.of(),
        List.of());
  }

  /**
   * When and where in the log a change stands.
   *
   * @param at the proposer's wall clock, for people only
   * @param term the term of the log entry
   * @param author who asked for it; empty for what servers do by themselves
   */
  public record Stamp(Instant at, long term, Optional<Author> author) {
    public Stamp {
      author = Objects.requireNonNullElse(author, Optional.empty());
    }

    /** Of what servers do by themselves. */
    public Stamp(Instant at, long term) {
      this(at, term, Optional.empty());
    }
  }

  /** The one way in which the Directory changes. Deterministic. */
  public Outcome apply(Change change, Stamp stamp) {
    Outcome outcome = NoticeEdits.told(change, stamp, applied(change, stamp));
    return Auditing.recorded(this, change, stamp, outcome);
  }

  private Outcome applied(Change change, Stamp stamp) {
    return switch (change) {
      case Change.Founded founded -> Membership.found(this, founded, stamp);
      case Change.Inherited inherited -> Inheriting.inherit(this, inherited, stamp);
      case Change.TokenIssued issued -> Membership.issue(this, issued);
      case Change.ServerJoined joined -> Membership.join(this, joined, stamp);
      case Change.ServerAnnounced announced -> Membership.announce(this, announced, stamp);
      case Change.ServerRemoved removed -> Membership.remove(this, removed, stamp);
      case Change.LeaderPreferred preferred -> Membership.prefer(this, preferred, stamp);
      case Change.LevelRaised raised -> Levelling.raise(this, raised, stamp);
      case Change.MaintenanceSet set -> Upkeep.maintain(this, set, stamp);
      case Change.TimingsEdited edited -> Upkeep.time(this, edited, stamp);
      case Change.RoleCreated created -> RoleEdits.create(this, created, stamp);
      case Change.RoleEdited edited -> RoleEdits.edit(this, edited, stamp);
      case Change.RoleDeleted deleted -> RoleEdits.delete(this, deleted, stamp);
      case Change.GrantIssued issued -> Granting.issue(this, issued, stamp);
      case Change.MoveBegun begun -> Granting.begin(this, begun, stamp);
      case Change.MoveCompleted completed -> Granting.complete(this, completed, stamp);
      case Change.ServerEnded ended -> Upkeep.ended(this, ended, stamp);
      case Change.DatabaseSealed sealed -> Leaving.sealed(this, sealed, stamp);
      case Change.GuardReset reset -> Upkeep.reset(this, reset, stamp);
      case Change.OfPeople people -> PeopleEdits.apply(this, people, stamp);
      case Change.OfNotices notices -> NoticeEdits.apply(this, notices, stamp);
    };
  }

  /** Who hosts a role; vacant for one that never had a host. */
  public Assignment assignment(String role) {
    return assignments.getOrDefault(role, new Assignment.Vacant(0, Optional.empty()));
  }

  /** The databases that a role has left and that are not sealed yet, the latest last. */
  public List<LeftDatabase> left(String role) {
    return left.getOrDefault(role, List.of());
  }

  /** What holds a role back. */
  public RoleGuard guard(String role) {
    return guards.getOrDefault(role, RoleGuard.CALM);
  }

  /** The servers that keep the Directory, by name; those lost with a predecessor do not. */
  public List<String> directoryServers() {
    return servers.values().stream()
        .filter(Server::votes)
        .map(Server::name)
        .filter(name -> !lost(name))
        .toList();
  }

  /** Whether a server was lost with the system that this one succeeds. */
  public boolean lost(String server) {
    return heritage.lost().contains(server);
  }

  Directory edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  Directory withServers(Consumer<Map<String, Server>> change) {
    return edit(draft -> change.accept(draft.servers));
  }

  Directory withRoles(Consumer<Map<String, Role>> change) {
    return edit(draft -> change.accept(draft.roles));
  }

  Directory withAssignment(String role, Assignment assignment) {
    return edit(draft -> draft.assignments.put(role, assignment));
  }

  Directory withTokens(Consumer<Map<String, JoinToken>> change) {
    return edit(draft -> change.accept(draft.tokens));
  }

  /** The Directory without a server as anyone's host; its fences stay. */
  Directory vacatedBy(String server) {
    return edit(draft ->
        draft.assignments.replaceAll((_, assignment) ->
            assignment.names(server)
                ? new Assignment.Vacant(assignment.fence(), assignment.grant())
                : assignment));
  }

  /** Ends a change: one version more. */
  Outcome accepted() {
    return new Outcome.Accepted(edit(draft -> draft.version++));
  }

  /** Ends a change: one version and one history entry more. */
  Outcome accepted(HistoryEntry entry) {
    List<HistoryEntry> longer = new ArrayList<>(history);
    longer.add(entry);
    return edit(draft -> draft.history = HistoryEntry.latest(longer, HISTORY_LIMIT)).accepted();
  }
}
