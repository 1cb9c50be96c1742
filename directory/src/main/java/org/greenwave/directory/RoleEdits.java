package org.greenwave.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Directory.Stamp;

/** How administrators create, edit and delete roles. */
final class RoleEdits {
  private RoleEdits() {}

  static Outcome create(Directory directory, Change.RoleCreated created, Stamp stamp) {
    Role role = created.role();
    List<Refusal> refusals = new ArrayList<>();
    if (!Names.sound(role.name())) {
      refusals.add(new Refusal.BadName(role.name()));
    }
    if (directory.roles().containsKey(role.name())) {
      refusals.add(new Refusal.RoleExists(role.name()));
    }
    refusals.addAll(listProblems(directory, role.name(), role.servers()));
    if (!refusals.isEmpty()) {
      return new Outcome.Refused(refusals);
    }
    String sentence =
        "%s created the role on %s.".formatted(created.by(), String.join(" > ", role.servers()));
    return directory
        .withRoles(roles -> roles.put(role.name(), begun(directory, role)))
        .accepted(entry(stamp, role.name(), "created", sentence));
  }

  /**
   * A role begins above every version of one of its name that was deleted, so that no edit of that
   * one fits it. Each edit of a role is a version of the Directory, too.
   */
  private static Role begun(Directory directory, Role role) {
    return directory.assignments().containsKey(role.name())
        ? role.versioned(directory.version() + 1)
        : role;
  }

  static Outcome edit(Directory directory, Change.RoleEdited edited, Stamp stamp) {
    Optional<Refusal> stale = stale(directory, edited.role(), edited.basedOn());
    if (stale.isPresent()) {
      return new Outcome.Refused(stale.get());
    }
    Role before = Objects.requireNonNull(directory.roles().get(edited.role()));
    Role after = edited.edit().of(before);
    List<Refusal> problems = listProblems(directory, after.name(), after.servers());
    if (!problems.isEmpty()) {
      return new Outcome.Refused(problems);
    }
    String sentence = edited.by() + " " + RoleDifference.sentence(before, after);
    long fence = directory.assignment(after.name()).fence();
    Directory with =
        directory.edit(draft -> {
          draft.roles.put(after.name(), after);
          Leaving.edited(draft, before, after, fence);
        });
    return (after.active() ? with : vacated(with, after.name()))
        .accepted(entry(stamp, after.name(), "edited", sentence));
  }

  static Outcome delete(Directory directory, Change.RoleDeleted deleted, Stamp stamp) {
    Optional<Refusal> stale = stale(directory, deleted.role(), deleted.basedOn());
    if (stale.isPresent()) {
      return new Outcome.Refused(stale.get());
    }
    String sentence = deleted.by() + " deleted the role; its database was left as it is.";
    Directory without =
        directory.edit(draft -> {
          draft.roles.remove(deleted.role());
          draft.guards.remove(deleted.role());
          draft.left.remove(deleted.role());
        });
    return vacated(without, deleted.role())
        .accepted(entry(stamp, deleted.role(), "deleted", sentence));
  }

  /** The Directory with nobody to host the role, its fence kept. */
  private static Directory vacated(Directory directory, String role) {
    Assignment before = directory.assignment(role);
    return directory.withAssignment(role, new Assignment.Vacant(before.fence(), before.grant()));
  }

  private static Optional<Refusal> stale(Directory directory, String name, long basedOn) {
    Role role = directory.roles().get(name);
    if (role == null) {
      return Optional.of(new Refusal.RoleUnknown(name));
    }
    return role.version() == basedOn
        ? Optional.empty()
        : Optional.of(new Refusal.EditStale(name, basedOn, role.version()));
  }

  private static List<Refusal> listProblems(
      Directory directory, String role, List<String> servers) {
    List<Refusal> problems = new ArrayList<>();
    if (servers.isEmpty()) {
      problems.add(new Refusal.ListEmpty(role));
    }
    Set<String> seen = new HashSet<>();
    for (String server : servers) {
      Server recorded = directory.servers().get(server);
      if (recorded == null) {
        problems.add(new Refusal.ServerUnknown(server));
      } else if (recorded.kind() == Server.Kind.WITNESS) {
        problems.add(new Refusal.OfServers.WitnessHostsNothing(server));
      } else if (!seen.add(server)) {
        problems.add(new Refusal.ServerTwice(server));
      }
    }
    return problems;
  }

  private static HistoryEntry entry(Stamp stamp, String role, String kind, String sentence) {
    return new HistoryEntry(stamp.at(), role, kind, Optional.empty(), 0, sentence);
  }
}
