package org.greenwave.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.greenwave.directory.Directory.Stamp;

/**
 * How a role leaves a database for another one. Whoever was granted the role before and is cut off
 * could write in the old one still, so it is remembered until its fence has been raised (rule 5).
 */
final class Leaving {
  private Leaving() {}

  /** Remembers the database of a role that was edited, if the role was ever granted. */
  static void edited(Draft draft, Role before, Role after, long fence) {
    String url = before.database().url();
    if (url.equals(after.database().url())) {
      return;
    }
    List<LeftDatabase> left = new ArrayList<>(draft.left.getOrDefault(before.name(), List.of()));
    // The fence in the one it comes back to is raised when it starts there, as ever.
    left.removeIf(one ->
        one.database().url().equals(after.database().url()) || one.database().url().equals(url));
    if (fence > 0) {
      left.add(new LeftDatabase(before.database(), fence, before.version()));
    }
    keep(draft, before.name(), left);
  }

  /** Said again, it changes nothing. */
  static Outcome sealed(Directory directory, Change.DatabaseSealed sealed, Stamp stamp) {
    List<LeftDatabase> open = new ArrayList<>(directory.left(sealed.role()));
    List<LeftDatabase> closed =
        open.stream().filter(one -> one.roleVersion() <= sealed.roleVersion()).toList();
    if (closed.isEmpty()) {
      return directory.accepted();
    }
    open.removeAll(closed);
    String sentence =
        ("The role has left its database at %s, and nothing is written there any more by a server"
                + " that is cut off.")
            .formatted(
                closed.stream()
                    .map(one -> one.database().url())
                    .collect(Collectors.joining(" and ")));
    return directory
        .edit(draft -> keep(draft, sealed.role(), open))
        .accepted(
            new HistoryEntry(stamp.at(), sealed.role(), "sealed", Optional.empty(), 0, sentence));
  }

  private static void keep(Draft draft, String role, List<LeftDatabase> left) {
    if (left.isEmpty()) {
      draft.left.remove(role);
    } else {
      draft.left.put(role, List.copyOf(left));
    }
  }
}
