package org.greenwave.directory;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.audit.AuditEntry;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.people.People;

/** A Directory being changed. */
final class Draft {
  String id;
  String name;
  long version;
  int level;
  Timings timings;
  List<HistoryEntry> history;
  People people;
  Notices notices;
  Heritage heritage;
  List<AuditEntry> audit;
  Optional<String> preferredLeader;
  final SortedMap<String, Server> servers;
  final SortedMap<String, Maintenance> maintenance;
  final SortedMap<String, Role> roles;
  final SortedMap<String, Assignment> assignments;
  final SortedMap<String, RoleGuard> guards;
  final SortedMap<String, List<LeftDatabase>> left;
  final SortedMap<String, JoinToken> tokens;

  Draft(Directory of) {
    id = of.id();
    name = of.name();
    version = of.version();
    level = of.level();
    timings = of.timings();
    history = of.history();
    people = of.people();
    notices = of.notices();
    heritage = of.heritage();
    audit = of.audit();
    preferredLeader = of.preferredLeader();
    servers = new TreeMap<>(of.servers());
    maintenance = new TreeMap<>(of.maintenance());
    roles = new TreeMap<>(of.roles());
    assignments = new TreeMap<>(of.assignments());
    guards = new TreeMap<>(of.guards());
    left = new TreeMap<>(of.left());
    tokens = new TreeMap<>(of.tokens());
  }

  Directory done() {
    return new Directory(
        id,
        name,
        version,
        level,
        timings,
        servers,
        preferredLeader,
        maintenance,
        roles,
        assignments,
        guards,
        left,
        tokens,
        people,
        notices,
        heritage,
        audit,
        history);
  }
}
