package org.greenwave.directory.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;

/** The laws that can be judged from the Directory alone, before and after one change. */
public final class DirectoryLaws {
  private DirectoryLaws() {}

  /**
   * A law that a change breaks.
   *
   * @param law which
   * @param facts what shows it
   */
  public record Breach(Law law, String facts) {}

  /** The laws that a change from one Directory to another breaks; empty when all hold. */
  public static List<Breach> breaches(Directory before, Directory after) {
    List<Breach> breaches = new ArrayList<>();
    if (!follows(before, after)) {
      breaches.add(
          new Breach(Law.L7, "version %d follows %d".formatted(after.version(), before.version())));
    }
    for (Map.Entry<String, Assignment> entry : before.assignments().entrySet()) {
      rising(entry.getKey(), entry.getValue(), after.assignment(entry.getKey()), breaches);
    }
    level(before, after, breaches);
    return breaches;
  }

  /** One by one; only a system that succeeds another leaps ahead of all that may be remembered. */
  private static boolean follows(Directory before, Directory after) {
    boolean succeeds = !before.id().isEmpty() && !after.id().equals(before.id());
    return succeeds ? after.version() > before.version() : after.version() == before.version() + 1;
  }

  private static void level(Directory before, Directory after, List<Breach> breaches) {
    if (after.level() < before.level()) {
      breaches.add(
          new Breach(
              Law.L9, "the level fell from %d to %d".formatted(before.level(), after.level())));
    }
    after.servers().values().stream()
        .filter(server -> !server.levels().speak(after.level()))
        .forEach(server ->
            breaches.add(
                new Breach(
                    Law.L9, "%s does not speak level %d".formatted(server.name(), after.level()))));
  }

  private static void rising(
      String role, Assignment before, Assignment after, List<Breach> breaches) {
    if (after.fence() < before.fence()) {
      breaches.add(
          new Breach(
              Law.L2,
              "fence of %s fell from %d to %d".formatted(role, before.fence(), after.fence())));
    }
    Optional<Grant> then = highest(before);
    Optional<Grant> now = highest(after);
    if (then.isPresent()
        && now.isPresent()
        && now.get().fence() == then.get().fence()
        && !now.equals(then)) {
      breaches.add(
          new Breach(Law.L2, "fence %d of %s was granted twice".formatted(after.fence(), role)));
    }
  }

  private static Optional<Grant> highest(Assignment assignment) {
    return switch (assignment) {
      case Assignment.Held held -> Optional.of(held.held());
      case Assignment.HandingOver moving -> Optional.of(moving.pending());
      case Assignment.Vacant _ -> Optional.empty();
    };
  }
}
