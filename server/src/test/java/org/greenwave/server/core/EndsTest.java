package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.junit.jupiter.api.Test;

class EndsTest {
  private final Ends ends = new Ends();

  @Test
  void anEndIsNewsOnceAndTheLatestCounts() {
    assertThat(ends.saw("beta", "0000000003-a")).isTrue();
    assertThat(ends.saw("beta", "0000000003-a")).isFalse();
    assertThat(ends.saw("beta", "0000000004-b")).isTrue();
    assertThat(ends.told()).containsExactly(Map.entry("beta", "0000000004-b"));
  }

  @Test
  void aRunThatLivesRetractsItsEndAndThoseAfterItButNotOneBefore() {
    ends.saw("beta", "0000000003-a");
    ends.lives("beta", "0000000004-b");
    assertThat(ends.told()).containsKey("beta");
    ends.lives("beta", "0000000003-a");
    assertThat(ends.told()).isEmpty();
    ends.saw("beta", "0000000010-a");
    ends.lives("beta", "0000000002-c");
    assertThat(ends.told()).isEmpty();
  }

  /** A connection to a server that lost its power may be found dead when it has long been back. */
  @Test
  void theEndOfARunIsNoNewsOnceALaterOneBeats() {
    ends.runs("beta", "0000000004-b");
    assertThat(ends.saw("beta", "0000000003-a")).isFalse();
    assertThat(ends.saw("beta", "0000000004-b")).isTrue();
  }

  @Test
  void anotherMachineUnderTheNameCountsItsRunsAnew() {
    ends.runs("beta", "0000000040-b");
    Endpoints at = new Endpoints("127.0.0.1", 1, 1, 1, 1);
    Server beta = new Server("beta", Kind.DIRECTORY, at, "0.1.0", Optional.empty(), "f");
    Change founded = new Change.Founded("system", "greenwave", beta);
    Outcome outcome = Directory.empty().apply(founded, new Stamp(Instant.EPOCH, 1));
    ends.learned(((Outcome.Accepted) outcome).directory(), Directory.empty());
    assertThat(ends.saw("beta", "0000000001-a")).isTrue();
  }
}
