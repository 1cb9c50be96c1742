package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.greenwave.directory.Server;
import org.junit.jupiter.api.Test;

class NewsRehearsalTest {
  /** What is refused, or read as something else, rehearses nothing. */
  @Test
  void allThatIsMadeUpIsTaken() {
    Server.Endpoints at = new Server.Endpoints("127.0.0.1", 1, 2, 3, 4);
    Server self =
        new Server("alpha", Server.Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "folder");

    NewsRehearsal rehearsal = new NewsRehearsal(self, Instant.EPOCH);

    assertThat(rehearsal.play()).isEqualTo(2 + 3 * 50);
  }
}
