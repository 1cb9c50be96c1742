package org.greenwave.directory;

import java.time.Instant;
import java.util.Optional;
import org.greenwave.directory.Change.JoinToken;
import org.greenwave.directory.Directory.Stamp;

/** How servers come into the system. */
final class Membership {
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
          draft.servers.put(first.name(), first);
        })
        .accepted(entry(stamp, first, "joined", first.name() + " founded the system."));
  }

  static Outcome issue(Directory directory, Change.TokenIssued issued) {
    JoinToken token = issued.token();
    return directory.withTokens(tokens -> tokens.put(token.hash(), token)).accepted();
  }

  static Outcome join(Directory directory, Change.ServerJoined joined, Stamp stamp) {
    Server server = joined.server();
    Optional<Refusal> refusal = refusal(directory, joined, stamp.at());
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    String as =
        server.kind() == Server.Kind.DIRECTORY ? "a Directory server" : "an expansion server";
    return directory
        .withTokens(tokens -> tokens.remove(joined.tokenHash()))
        .withServers(servers -> servers.put(server.name(), server))
        .accepted(entry(stamp, server, "joined", server.name() + " joined as " + as + "."));
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
    if (directory.servers().containsKey(server.name())) {
      return Optional.of(new Refusal.ServerKnown(server.name()));
    }
    return Releases.outlier(directory, server.release())
        .map(other ->
            new Refusal.ReleaseApart(
                server.name(), server.release(), other.name(), other.release()));
  }

  static Outcome announce(Directory directory, Change.ServerAnnounced announced, Stamp stamp) {
    Server server = announced.server();
    if (!directory.servers().containsKey(server.name())) {
      return new Outcome.Refused(new Refusal.ServerUnknown(server.name()));
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
        .accepted(entry(stamp, server, "edited", sentence));
  }

  private static HistoryEntry entry(Stamp stamp, Server server, String kind, String sentence) {
    return new HistoryEntry(
        stamp.at(), server.name(), kind, Optional.of(server.name()), 0, sentence);
  }
}
