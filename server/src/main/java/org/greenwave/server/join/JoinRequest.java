package org.greenwave.server.join;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.greenwave.directory.Names;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Applicant;
import org.jspecify.annotations.Nullable;

/**
 * A server asks to be let in.
 *
 * @param token its secret part
 * @param keys what it wants certificates for
 */
public record JoinRequest(String token, Server server, Applicant.Keys keys) {
  private static final int LAST_PORT = 65_535;

  /** More than any name, address or key of a server has. */
  private static final int LONGEST_TEXT = 4_000;

  /** Whether nothing is missing, or out of bounds, of what the Directory would record. */
  public boolean complete() {
    return there(token, server, keys)
        && there(server.name(), server.kind(), server.endpoints(), server.release())
        && there(server.database(), server.endpoints().host())
        && Names.sound(server.name())
        && ports(server.endpoints()).allMatch(port -> port > 0 && port <= LAST_PORT)
        && there(keys.server(), keys.directory())
        && texts().allMatch(text -> text == null || text.length() <= LONGEST_TEXT);
  }

  private Stream<@Nullable String> texts() {
    Stream<@Nullable String> own =
        Stream.of(
            token,
            server.release(),
            server.folderId(),
            server.endpoints().host(),
            keys.server(),
            keys.directory());
    return Stream.concat(
        own,
        server.database().stream()
            .flatMap(database -> Stream.of(database.url(), database.user(), database.password())));
  }

  private static IntStream ports(Endpoints at) {
    return IntStream.of(at.api(), at.consensus(), at.wire(), at.deathWatch(), at.inner());
  }

  private static boolean there(@Nullable Object... parts) {
    return Stream.of(parts).allMatch(Objects::nonNull);
  }
}
