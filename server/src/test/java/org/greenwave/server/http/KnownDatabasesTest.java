package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role.Database;
import org.greenwave.directory.Server;
import org.junit.jupiter.api.Test;

class KnownDatabasesTest {
  private static final String URL = "jdbc:postgresql://127.0.0.1:8815/greenwave";
  private static final Database LOCAL = new Database(URL, "greenwave", "secret");

  private static KnownDatabases known() {
    Server alpha =
        new Server(
            "alpha",
            Server.Kind.DIRECTORY,
            new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
            "0.1.0",
            Optional.of(LOCAL),
            "");
    Change founded = new Change.Founded("system", "greenwave", alpha);
    return switch (Directory.empty().apply(founded, new Stamp(Instant.EPOCH, 1))) {
      case Outcome.Accepted(Directory directory) -> new KnownDatabases(directory);
      case Outcome.Refused refused -> throw new AssertionError(refused);
    };
  }

  @Test
  void theLocalDatabaseIsFoundByItsUrlAlone() {
    assertThat(known().at(URL, "")).contains(LOCAL);
    assertThat(known().at(URL, "greenwave")).contains(LOCAL);
  }

  @Test
  void aPasswordIsNotGivenToAnotherUserOrAnotherPlace() {
    assertThat(known().at(URL, "somebody")).isEmpty();
    assertThat(known().at("jdbc:postgresql://elsewhere/greenwave", "")).isEmpty();
  }

  @Test
  void theFirstServerThatKeepsADatabaseServes() {
    assertThat(known().localTo(List.of("beta", "alpha"))).contains(LOCAL);
    assertThat(known().localTo(List.of())).contains(LOCAL);
  }
}
