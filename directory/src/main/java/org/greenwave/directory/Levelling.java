package org.greenwave.directory;

import java.util.Optional;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Refusal.OfServers;

/** How the Directory's level rises, and whom it keeps out. */
final class Levelling {
  private Levelling() {}

  /** A server of the record that does not speak it keeps it from rising, whoever proposes it. */
  static Outcome raise(Directory directory, Change.LevelRaised raised, Stamp stamp) {
    int level = raised.level();
    if (level != directory.level() + 1) {
      return new Outcome.Refused(new OfServers.LevelNotNext(level, directory.level()));
    }
    Optional<Refusal> held =
        directory.servers().values().stream()
            .flatMap(server -> unspoken(server, level).stream())
            .findFirst();
    if (held.isPresent()) {
      return new Outcome.Refused(held.get());
    }
    return directory
        .edit(draft -> draft.level = level)
        .accepted(
            new HistoryEntry(
                stamp.at(), "system", "edited", Optional.empty(), 0, raised.reason().sentence()));
  }

  /** Why a server cannot be part of a Directory of a level; empty when it can. */
  static Optional<Refusal> unspoken(Server server, int level) {
    return server.levels().speak(level)
        ? Optional.empty()
        : Optional.of(
            new OfServers.LevelNotSpoken(
                server.name(), server.release(), level, server.levels().newest() < level));
  }
}
