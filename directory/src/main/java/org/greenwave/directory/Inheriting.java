package org.greenwave.directory;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.greenwave.directory.Change.Copy;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Refusal.OfServers;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.People;

/**
 * How a system goes on as another one when its Directory's majority, or all of it, is lost for
 * good. The new identity is what keeps it apart from the old servers, should they ever return: they
 * neither speak with it nor keep its log, and the role databases obey one of the two at a time.
 */
final class Inheriting {
  /**
   * How far fences and versions leap. What the copy has not seen of the old system's stays below,
   * so that the first raise is above what is there, and no caller waits for a version that is lost.
   * A fence that is still higher is granted above, as ever.
   */
  private static final long LEAP = 1_000;

  private Inheriting() {}

  static Outcome inherit(Directory copy, Change.Inherited change, Stamp stamp) {
    Optional<Refusal> refusal = refusal(copy, change);
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    Server heir = change.heir();
    Set<String> lost = new TreeSet<>(copy.servers().keySet());
    lost.remove(heir.name());
    return copy.edit(
            draft -> {
              draft.id = change.id();
              draft.version += LEAP;
              draft.servers.put(heir.name(), heir);
              draft.heritage =
                  draft.heritage.handedDown(
                      copy.id(), change.also(), lost, copy.assignments().keySet());
              draft.assignments.replaceAll((_, assignment) -> vacated(assignment));
              draft.guards.clear();
              draft.tokens.clear();
              draft.people = people(copy.people(), change.how());
            })
        .accepted(entry(stamp, heir, sentence(copy, change, lost)));
  }

  private static Optional<Refusal> refusal(Directory copy, Change.Inherited change) {
    String heir = change.heir().name();
    Server recorded = copy.servers().get(heir);
    if (recorded == null || !recorded.votes() || copy.lost(heir)) {
      return Optional.of(new OfServers.NoHeir(heir, copy.directoryServers()));
    }
    boolean alone = copy.directoryServers().size() == 1;
    return switch (change.how()) {
      case Copy.Own _ when alone -> Optional.of(new OfServers.NothingLost(heir));
      case Copy.Own _, Copy.Export _ -> Optional.empty();
    };
  }

  /** Nobody hosts it by the new system's word; what the old one's hosts do, the fence ends. */
  private static Assignment vacated(Assignment assignment) {
    return new Assignment.Vacant(assignment.fence() + LEAP, Optional.empty());
  }

  /** Accounts and keys stay, and sessions where the copy is not of unknown age. */
  private static People people(People before, Copy how) {
    Hidden secret =
        switch (how) {
          case Copy.Own _ -> before.sessionSecret();
          case Copy.Export(_, Hidden drawn) -> drawn;
        };
    return new People(before.accounts(), before.keys(), new TreeMap<>(before.ended()), secret, "");
  }

  private static String sentence(Directory copy, Change.Inherited change, Set<String> lost) {
    String heir = change.heir().name();
    String began =
        switch (change.how()) {
          case Copy.Own _ ->
              "The majority of the Directory servers was lost; %s goes on with its own copy."
                  .formatted(heir);
          case Copy.Export export ->
              "All servers were lost; %s goes on with the export of %s."
                  .formatted(heir, export.made());
        };
    String others =
        lost.stream()
            .map("greenwave token --replaces %s"::formatted)
            .collect(Collectors.joining("; "));
    return began
        + " The system succeeds Directory %s.".formatted(copy.id())
        + (change.also().isEmpty()
            ? ""
            : " Given up for it too: Directory %s.".formatted(String.join(", ", change.also())))
        + (lost.isEmpty() ? "" : " Let other machines take the lost places: " + others + ".");
  }

  private static HistoryEntry entry(Stamp stamp, Server heir, String sentence) {
    return new HistoryEntry(
        stamp.at(), "system", "inherited", Optional.of(heir.name()), 0, sentence);
  }
}
