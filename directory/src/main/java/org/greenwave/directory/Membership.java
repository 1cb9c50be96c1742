package org.greenwave.directory;

import java.time.Instant;
import java.util.Optional;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Refusal.OfServers;

/** How servers come into the system. */
final class Membership {
  /** With more, every change would wait for more of them, and no further loss would be survived. */
  private static final int DIRECTORY_SERVERS = 5;

  private Membership() {}

  static Outcome found(Directory directory, Change.Founded founded, Stamp stamp) {
    if (!directory.id().isEmpty()) {
      return new Outcome.Refused(new Refusal.AlreadyFounded(directory.id()));
    }
    Server first = founded.first();
    if (!Names.sound(first.name())) {
      return new Outcome.Refused(new Refusal.BadName(first.name()));
    }
    return directory
        .edit(draft -> {
          draft.id = founded.id();
          draft.name = founded.name();
          draft.level = first.levels().oldest();
          draft.servers.put(first.name(), first);
        })
        .accepted(entry(stamp, first.name(), "joined", first.name() + " founded the system."));
  }

  static Outcome issue(Directory directory, Change.TokenIssued issued) {
    JoinToken token = issued.token();
    Optional<String> unknown =
        token.replaces().filter(name -> !directory.servers().containsKey(name));
    if (unknown.isPresent()) {
      return new Outcome.Refused(new Refusal.ServerUnknown(unknown.get()));
    }
    return directory.withTokens(tokens -> tokens.put(token.hash(), token)).accepted();
  }

  static Outcome join(Directory directory, Change.ServerJoined joined, Stamp stamp) {
    Server server = joined.server();
    Optional<Refusal> refusal = refusal(directory, joined, stamp.at());
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    boolean replaces = directory.servers().containsKey(server.name());
    Directory without = replaces ? directory.vacatedBy(server.name()) : directory;
    String sentence =
        replaces
            ? "Another machine joined as %s and takes its places.".formatted(server.name())
            : "%s joined as %s.".formatted(server.name(), article(server.kind()));
    return without
        .edit(draft -> {
          draft.tokens.remove(joined.tokenHash());
          draft.servers.put(server.name(), server);
          draft.heritage = draft.heritage.without(server.name());
        })
        .accepted(entry(stamp, server.name(), replaces ? "replaced" : "joined", sentence));
  }

  private static String article(Server.Kind kind) {
    return (kind == Server.Kind.EXPANSION ? "an " : "a ") + kind.words();
  }

  private static Optional<Refusal> refusal(
      Directory directory, Change.ServerJoined joined, Instant now) {
    Server server = joined.server();
    JoinToken token = directory.tokens().get(joined.tokenHash());
    if (token == null || token.kind() != server.kind()) {
      return Optional.of(new Refusal.TokenRefused());
    }
    if (now.isAfter(token.expires())) {
      return Optional.of(new Refusal.TokenExpired(token.expires()));
    }
    if (!Names.sound(server.name())) {
      return Optional.of(new Refusal.BadName(server.name()));
    }
    return misplaced(directory, server, token)
        .or(() -> outlier(directory, server))
        .or(() -> Levelling.unspoken(server, directory.level()))
        .or(() -> crowded(directory, server));
  }

  private static Optional<Refusal> misplaced(Directory directory, Server server, JoinToken token) {
    Optional<String> meant = token.replaces().filter(name -> !name.equals(server.name()));
    if (meant.isPresent()) {
      return Optional.of(new OfServers.TokenForAnother(meant.get(), server.name()));
    }
    Server before = directory.servers().get(server.name());
    if (token.replaces().isPresent() && (before == null || before.kind() != server.kind())) {
      return Optional.of(new Refusal.TokenRefused());
    }
    return token.replaces().isEmpty() && before != null
        ? Optional.of(new Refusal.ServerKnown(server.name()))
        : Optional.empty();
  }

  private static Optional<Refusal> outlier(Directory directory, Server server) {
    return Releases.outlier(directory, server.release())
        .map(other ->
            new Refusal.ReleaseApart(
                server.name(), server.release(), other.name(), other.release()));
  }

  private static Optional<Refusal> crowded(Directory directory, Server server) {
    long others =
        directory.directoryServers().stream().filter(name -> !name.equals(server.name())).count();
    return server.votes() && others >= DIRECTORY_SERVERS
        ? Optional.of(new OfServers.DirectoryFull(DIRECTORY_SERVERS))
        : Optional.empty();
  }

  static Outcome announce(Directory directory, Change.ServerAnnounced announced, Stamp stamp) {
    Server server = announced.server();
    Server recorded = directory.servers().get(server.name());
    if (recorded == null) {
      return new Outcome.Refused(new Refusal.ServerUnknown(server.name()));
    }
    if (!server.isIn(directory)) {
      return new Outcome.Refused(new OfServers.ServerReplaced(server.name()));
    }
    Optional<Refusal> unspoken = Levelling.unspoken(server, directory.level());
    if (unspoken.isPresent()) {
      return new Outcome.Refused(unspoken.get());
    }
    String sentence =
        "%s now answers at %s:%d with version %s."
            .formatted(
                server.name(),
                server.endpoints().host(),
                server.endpoints().api(),
                server.release());
    return directory
        .withServers(servers -> servers.put(server.name(), server))
        .accepted(entry(stamp, server.name(), "edited", sentence));
  }

  static Outcome remove(Directory directory, Change.ServerRemoved removed, Stamp stamp) {
    String server = removed.server();
    Optional<Refusal> needed = Needed.server(directory, server);
    if (needed.isPresent()) {
      return new Outcome.Refused(needed.get());
    }
    return directory
        .edit(draft -> {
          draft.servers.remove(server);
          draft.heritage = draft.heritage.without(server);
          draft.maintenance.remove(server);
          draft.tokens.values().removeIf(token -> token.replaces().equals(Optional.of(server)));
          draft.preferredLeader = draft.preferredLeader.filter(name -> !name.equals(server));
        })
        .accepted(
            entry(stamp, server, "removed", removed.by() + " removed " + server + " for good."));
  }

  static Outcome prefer(Directory directory, Change.LeaderPreferred preferred, Stamp stamp) {
    for (String name : preferred.server().stream().toList()) {
      Server server = directory.servers().get(name);
      if (server == null) {
        return new Outcome.Refused(new Refusal.ServerUnknown(name));
      }
      if (server.kind() != Server.Kind.DIRECTORY) {
        return new Outcome.Refused(new OfServers.CannotLead(name, server.kind()));
      }
    }
    String sentence =
        preferred
            .server()
            .map(name -> preferred.by() + " wants " + name + " to lead whenever it can.")
            .orElse(preferred.by() + " leaves it open which server leads.");
    return directory
        .edit(draft -> draft.preferredLeader = preferred.server())
        .accepted(entry(stamp, preferred.server().orElse("system"), "edited", sentence));
  }

  private static HistoryEntry entry(Stamp stamp, String about, String kind, String sentence) {
    Optional<String> server = about.equals("system") ? Optional.empty() : Optional.of(about);
    return new HistoryEntry(stamp.at(), about, kind, server, 0, sentence);
  }
}
