package org.greenwave.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.directory.Change.JoinToken;

/**
 * The replicated record of servers, roles, grants and what happened. Immutable.
 *
 * @param id the system's identity; empty before it is founded
 * @param name the system's name
 * @param version rises by one with every accepted change
 * @param timings how long things may take
 * @param servers by name
 * @param roles by name
 * @param assignments who hosts each role; a deleted role's stays, so that its fences never fall
 * @param tokens unused join tokens by hash
 * @param history the latest entries, oldest first
 */
public record Directory(
    String id,
    String name,
    long version,
    Timings timings,
    SortedMap<String, Server> servers,
    SortedMap<String, Role> roles,
    SortedMap<String, Assignment> assignments,
    SortedMap<String, JoinToken> tokens,
    List<HistoryEntry> history) {

  /** How many history entries are kept. */
  public static final int HISTORY_LIMIT = 500;

  public Directory {
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    assignments = Collections.unmodifiableSortedMap(new TreeMap<>(assignments));
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
    history = List.copyOf(history);
  }

  /** The Directory before anything has happened. */
  public static Directory empty() {
    TreeMap<String, Server> none = new TreeMap<>();
    return new Directory(
        "",
        "",
        0,
        Timings.DEFAULT,
        none,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of());
  }

  /**
   * When and where in the log a change stands.
   *
   * @param at the proposer's wall clock, for people only
   * @param term the term of the log entry
   */
  public record Stamp(Instant at, long term) {}

  /** The one way in which the Directory changes. Deterministic. */
  public Outcome apply(Change change, Stamp stamp) {
    return switch (change) {
      case Change.Founded founded -> Membership.found(this, founded, stamp);
      case Change.TokenIssued issued -> Membership.issue(this, issued);
      case Change.ServerJoined joined -> Membership.join(this, joined, stamp);
      case Change.ServerAnnounced announced -> Membership.announce(this, announced, stamp);
      case Change.RoleCreated created -> RoleEdits.create(this, created, stamp);
      case Change.RoleEdited edited -> RoleEdits.edit(this, edited, stamp);
      case Change.RoleDeleted deleted -> RoleEdits.delete(this, deleted, stamp);
      case Change.GrantIssued issued -> Granting.issue(this, issued, stamp);
      case Change.MoveBegun begun -> Granting.begin(this, begun, stamp);
      case Change.MoveCompleted completed -> Granting.complete(this, completed, stamp);
    };
  }

  /** Who hosts a role; vacant for one that never had a host. */
  public Assignment assignment(String role) {
    return assignments.getOrDefault(role, new Assignment.Vacant(0, Optional.empty()));
  }

  /** The servers that keep the Directory, by name. */
  public List<String> directoryServers() {
    return servers.values().stream()
        .filter(server -> server.kind() == Server.Kind.DIRECTORY)
        .map(Server::name)
        .toList();
  }

  Directory founded(String newId, String newName) {
    return new Directory(
        newId, newName, version, timings, servers, roles, assignments, tokens, history);
  }

  Directory withServers(Consumer<Map<String, Server>> edit) {
    TreeMap<String, Server> edited = new TreeMap<>(servers);
    edit.accept(edited);
    return new Directory(id, name, version, timings, edited, roles, assignments, tokens, history);
  }

  Directory withRoles(Consumer<Map<String, Role>> edit) {
    TreeMap<String, Role> edited = new TreeMap<>(roles);
    edit.accept(edited);
    return new Directory(id, name, version, timings, servers, edited, assignments, tokens, history);
  }

  Directory withAssignment(String role, Assignment assignment) {
    TreeMap<String, Assignment> edited = new TreeMap<>(assignments);
    edited.put(role, assignment);
    return new Directory(id, name, version, timings, servers, roles, edited, tokens, history);
  }

  Directory withTokens(Consumer<Map<String, JoinToken>> edit) {
    TreeMap<String, JoinToken> edited = new TreeMap<>(tokens);
    edit.accept(edited);
    return new Directory(id, name, version, timings, servers, roles, assignments, edited, history);
  }

  /** Ends a change: one version more. */
  Outcome accepted() {
    return new Outcome.Accepted(
        new Directory(
            id, name, version + 1, timings, servers, roles, assignments, tokens, history));
  }

  /** Ends a change: one version and one history entry more. */
  Outcome accepted(HistoryEntry entry) {
    List<HistoryEntry> longer = new ArrayList<>(history);
    longer.add(entry);
    List<HistoryEntry> kept =
        longer.subList(Math.max(0, longer.size() - HISTORY_LIMIT), longer.size());
    return new Outcome.Accepted(
        new Directory(id, name, version + 1, timings, servers, roles, assignments, tokens, kept));
  }
}
