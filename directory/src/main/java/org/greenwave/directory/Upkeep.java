package org.greenwave.directory;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Directory.Stamp;

/** Changes of how the system is run: maintenance, timings, and what guards roles. */
final class Upkeep {
  private Upkeep() {}

  static Outcome maintain(Directory directory, Change.MaintenanceSet set, Stamp stamp) {
    String server = set.server();
    if (!directory.servers().containsKey(server)) {
      return new Outcome.Refused(new Refusal.ServerUnknown(server));
    }
    String sentence =
        set.on()
            ? "%s put %s into maintenance; it is to host nothing.".formatted(set.by(), server)
            : "%s ended the maintenance of %s.".formatted(set.by(), server);
    return directory
        .edit(draft -> {
          if (set.on()) {
            draft.maintenance.put(server, new Maintenance(stamp.at(), set.by(), set.note()));
          } else {
            draft.maintenance.remove(server);
          }
        })
        .accepted(entry(stamp, server, "maintenance", Optional.of(server), sentence));
  }

  static Outcome time(Directory directory, Change.TimingsEdited edited, Stamp stamp) {
    if (!directory.timings().equals(edited.before())) {
      return new Outcome.Refused(new Refusal.TimingsStale());
    }
    List<Refusal> unsafe =
        Timing.problems(edited.after()).stream().<Refusal>map(Refusal.TimingUnsafe::new).toList();
    if (!unsafe.isEmpty()) {
      return new Outcome.Refused(unsafe);
    }
    String sentence = edited.by() + " changed the timings.";
    return directory
        .edit(draft -> draft.timings = edited.after())
        .accepted(entry(stamp, "system", "edited", Optional.empty(), sentence));
  }

  static Outcome ended(Directory directory, Change.ServerEnded ended, Stamp stamp) {
    RoleGuard before = directory.guard(ended.role());
    if (before.knows(ended.incarnation())) {
      return new Outcome.Refused(new Refusal.EndingKnown(ended.role(), ended.server()));
    }
    RoleGuard after =
        before.ended(new RoleGuard.Ending(ended.server(), ended.incarnation(), stamp.at()));
    String held =
        after.heldBack() && !before.heldBack()
            ? " It is held back from the last Directory majority until a person resets it."
            : "";
    String sentence =
        ("The role ended the server process on %s, by a call that could not be stopped or by its"
                + " start.%s")
            .formatted(ended.server(), held);
    return directory
        .edit(draft -> draft.guards.put(ended.role(), after))
        .accepted(entry(stamp, ended.role(), "ended", Optional.of(ended.server()), sentence));
  }

  static Outcome reset(Directory directory, Change.GuardReset reset, Stamp stamp) {
    if (!directory.roles().containsKey(reset.role())) {
      return new Outcome.Refused(new Refusal.RoleUnknown(reset.role()));
    }
    String sentence =
        reset.by()
            + " reset what guards the role; it may move and be hosted anywhere again."
            + (directory.left(reset.role()).isEmpty()
                ? ""
                : " No database that it has left is waited for any more.");
    return directory
        .edit(draft -> forgive(draft, reset.role()))
        .accepted(entry(stamp, reset.role(), "reset", Optional.empty(), sentence));
  }

  private static void forgive(Draft draft, String role) {
    draft.left.remove(role);
    RoleGuard forgiven = draft.guards.getOrDefault(role, RoleGuard.CALM).reset();
    if (forgiven.equals(RoleGuard.CALM)) {
      draft.guards.remove(role);
    } else {
      draft.guards.put(role, forgiven);
    }
  }

  private static HistoryEntry entry(
      Stamp stamp, String about, String kind, Optional<String> server, String sentence) {
    return new HistoryEntry(stamp.at(), about, kind, server, 0, sentence);
  }
}
